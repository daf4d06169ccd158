using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>
/// Reads the answers of <c>/defi/v3/token/trade-data/multiple</c> and <c>/defi/v3/token/market-data/multiple</c>: a map by address.
/// </summary>
/// <remarks>
/// A token that the map lacks or has as <c>null</c> or <c>{}</c> is not known to the API; every other value is read like the answer for the
/// token alone. A fault in one token leaves the others as they are.
/// </remarks>
internal static class MarketBatchReader
{
    public static Parsed<MarketBatch> Read(JsonElement data, BirdeyeEndpoint endpoint, IReadOnlyList<string> asked, DateTimeOffset now)
    {
        var rows = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var repeated = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in data.EnumerateObject())
        {
            var address = TokenAddress.Normalize(property.Name);
            if (!rows.TryAdd(address, property.Value))
            {
                repeated.Add(address);
            }
        }

        var tokens = new Dictionary<string, Reading<MarketFacts>>(asked.Count, StringComparer.Ordinal);
        var unreadable = 0;
        foreach (var address in asked)
        {
            var key = TokenAddress.Normalize(address);
            var reading = !TokenAddress.IsValid(address) ? Reading<MarketFacts>.Failed(FailureRules.BadAddress(endpoint), now)
                : repeated.Contains(key) ? Malformed("the answer repeats a key")
                : rows.TryGetValue(key, out var row) ? OfRow(row, address)
                : Reading<MarketFacts>.Unknown(now);
            unreadable += reading.Failure is { Kind: SourceFailureKind.Malformed } ? 1 : 0;
            tokens[address] = reading;
        }

        return new MarketBatch(tokens, unreadable);

        Reading<MarketFacts> OfRow(JsonElement row, string address)
        {
            if (row.ValueKind == JsonValueKind.Null || (row.ValueKind == JsonValueKind.Object && row.GetPropertyCount() == 0))
            {
                return Reading<MarketFacts>.Unknown(now);
            }

            if (row.ValueKind != JsonValueKind.Object)
            {
                return Malformed("the answer has no data object");
            }

            // The batch answers for trade data and for market data have the same names, so one shape reads both. Each answer has only some
            // of the figures.
            var parsed = MarketReader.Read(row, MarketShape.TradeData, address, now);
            return parsed.Value is { } facts ? Reading<MarketFacts>.Of(facts, now) : Malformed(parsed.Problem!);
        }

        Reading<MarketFacts> Malformed(string problem) =>
            Reading<MarketFacts>.Failed(new SourceFailure(SourceFailureKind.Malformed, endpoint, 200, problem), now);
    }
}
