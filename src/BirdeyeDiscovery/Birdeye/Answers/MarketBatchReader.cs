using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>
/// Reads <c>/defi/v3/token/trade-data/multiple</c> and <c>/defi/v3/token/market-data/multiple</c>: a map of answers by address.
/// </summary>
/// <remarks>
/// A token that the map lacks or has as <c>null</c> or <c>{}</c> is not known to the API; every other value is read like the answer for the
/// token alone. A fault in one token leaves the others as they are.
/// </remarks>
internal static class MarketBatchReader
{
    /// <summary>Gets a reading of each requested token, as a request for it alone would give.</summary>
    public static Reading<IReadOnlyDictionary<string, Reading<MarketFacts>>> Read(
        JsonElement data, BirdeyeEndpoint endpoint, IReadOnlyList<string> asked, DateTimeOffset now)
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
        foreach (var address in asked)
        {
            var key = TokenAddress.Normalize(address);
            tokens[address] = !TokenAddress.IsValid(address) ? Reading<MarketFacts>.Failed(FailureRules.BadAddress(endpoint), now)
                : repeated.Contains(key) ? Malformed("the answer repeats a key")
                : rows.TryGetValue(key, out var row) ? OfRow(row, address)
                : Reading<MarketFacts>.Unknown(now);
        }

        return Reading<IReadOnlyDictionary<string, Reading<MarketFacts>>>.Of(tokens, now);

        Reading<MarketFacts> OfRow(JsonElement row, string address)
        {
            if (row.ValueKind == JsonValueKind.Null || (row.ValueKind == JsonValueKind.Object && row.GetPropertyCount() == 0))
            {
                return Reading<MarketFacts>.Unknown(now);
            }

            // The answers for trade data and for market data have the same keys. Each has only some of the figures.
            return row.ValueKind == JsonValueKind.Object
                ? MarketReader.Read(row, endpoint, address, now)
                : Malformed("the answer has no data object");
        }

        Reading<MarketFacts> Malformed(string problem) => FailureRules.Malformed<MarketFacts>(endpoint, problem, now);
    }
}
