using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>Reads the answers of <c>/defi/token_trending</c>.</summary>
internal static class TrendingReader
{
    private static readonly FieldNames PageNames = new();
    private static readonly int Tokens = PageNames.Add("tokens");
    private static readonly int UpdateUnixTime = PageNames.Add("updateUnixTime");

    /// <summary>
    /// Reads one page: the rows that have an address, in the order of the answer. An address may occur twice. No page follows one without
    /// rows.
    /// </summary>
    public static Reading<MarketList> Read(JsonElement data, int limit, DateTimeOffset now)
    {
        var page = new FieldReader(PageNames, now);
        if (!page.TryTake(data) || !page.TryList(Tokens, out var list))
        {
            return FailureRules.Malformed<MarketList>(BirdeyeEndpoint.Trending, "the trending answer has no list of tokens", now);
        }

        if (list.ValueKind == JsonValueKind.Null)
        {
            return Reading<MarketList>.Unknown(now);
        }

        var rows = new List<MarketFacts>(list.GetArrayLength());
        var row = MarketReader.CreateRowReader(now);
        foreach (var element in list.EnumerateArray())
        {
            if (MarketReader.ReadRow(row, element) is { } facts)
            {
                rows.Add(facts);
            }
        }

        var updatedAt = page.Time(UpdateUnixTime).TryGet(out var time) ? time : (DateTimeOffset?)null;
        var unreadable = list.GetArrayLength() - rows.Count;
        return Reading<MarketList>.Of(
            new MarketList { Limit = limit, Tokens = rows, UpdatedAt = updatedAt, UnreadableRows = unreadable }, now);
    }
}
