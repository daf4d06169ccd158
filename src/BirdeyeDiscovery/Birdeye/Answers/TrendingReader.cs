using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>Reads <c>/defi/token_trending</c>.</summary>
internal static class TrendingReader
{
    private static readonly FieldNames PageNames = new();
    private static readonly int Tokens = PageNames.Add("tokens");
    private static readonly int UpdateUnixTime = PageNames.Add("updateUnixTime");

    private static readonly FieldNames RowNames = new();
    private static readonly int Address = RowNames.Add("address");
    private static readonly int Symbol = RowNames.Add("symbol");
    private static readonly int Name = RowNames.Add("name");
    private static readonly int PriceField = RowNames.Add("price");
    private static readonly int Liquidity = RowNames.Add("liquidity");
    private static readonly int Volume24h = RowNames.Add("volume24hUSD");
    private static readonly int Change24h = RowNames.Add("price24hChangePercent");
    private static readonly int Fdv = RowNames.Add("fdv");

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
        var row = new FieldReader(RowNames, now);
        foreach (var element in list.EnumerateArray())
        {
            if (row.TryTake(element) && row.Address(Address).TryGet(out var address))
            {
                rows.Add(ReadRow(row, address));
            }
        }

        var updatedAt = page.Time(UpdateUnixTime).TryGet(out var time) ? time : (DateTimeOffset?)null;
        var unreadable = list.GetArrayLength() - rows.Count;
        return Reading<MarketList>.Of(
            new MarketList { Limit = limit, Tokens = rows, UpdatedAt = updatedAt, UnreadableRows = unreadable }, now);
    }

    private static MarketFacts ReadRow(FieldReader row, string address)
    {
        var invalid = new List<string>();
        return new MarketFacts
        {
            Address = address,
            Symbol = row.Label(Symbol, LabelText.SymbolLength),
            Name = row.Label(Name, LabelText.NameLength),
            PriceUsd = row.Number(PriceField, Unit.Price, "price", invalid),
            LiquidityUsd = row.Number(Liquidity, Unit.Usd, "liquidity", invalid),
            Volume24hUsd = row.Number(Volume24h, Unit.Usd, "volume24h", invalid),
            Change24hPercent = row.Number(Change24h, Unit.Percent, "change24h", invalid),
            FdvUsd = row.Number(Fdv, Unit.Usd, "fdv", invalid),
            InvalidFields = invalid,
        };
    }
}
