using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>Reads the answers of <c>/defi/token_trending</c>.</summary>
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

    public static Parsed<TrendingPage> Read(JsonElement data, DateTimeOffset now)
    {
        var page = new FieldReader(PageNames, now);
        if (!page.TryTake(data) || !RowList.TryOpen(page.Element(Tokens), out var list))
        {
            return Parsed<TrendingPage>.Malformed("the trending answer has no list of tokens");
        }

        if (list.IsUnknown)
        {
            return Parsed<TrendingPage>.Unknown;
        }

        var rows = new List<MarketFacts>(list.Count);
        var row = new FieldReader(RowNames, now);
        foreach (var element in list.Rows)
        {
            if (row.TryTake(element) && row.Address(Address).TryGet(out var address))
            {
                rows.Add(ReadRow(row, address));
            }
        }

        var updatedAt = page.Time(UpdateUnixTime).TryGet(out var time) ? time : (DateTimeOffset?)null;
        return new TrendingPage(updatedAt, rows, list.Count, list.Count - rows.Count);
    }

    private static MarketFacts ReadRow(FieldReader row, string address)
    {
        var invalid = new List<string>();
        return new MarketFacts
        {
            Address = address,
            Symbol = row.Label(Symbol, LabelText.SymbolLength),
            Name = row.Label(Name, LabelText.NameLength),
            PriceUsd = row.Number<Price>(PriceField).Take(invalid, "price"),
            LiquidityUsd = row.Number<Usd>(Liquidity).Take(invalid, "liquidity"),
            Volume24hUsd = row.Number<Usd>(Volume24h).Take(invalid, "volume24h"),
            Change24hPercent = row.Number<Percent>(Change24h).Take(invalid, "change24h"),
            FdvUsd = row.Number<Usd>(Fdv).Take(invalid, "fdv"),
            InvalidFields = invalid,
        };
    }
}
