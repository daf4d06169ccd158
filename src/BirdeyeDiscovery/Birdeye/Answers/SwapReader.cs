using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>Reads the answers of <c>/defi/txs/token</c> and <c>/defi/v3/token/txs</c>.</summary>
/// <remarks>
/// The legs give the direction: a swap is a buy if the requested token is received. <c>side</c> agrees with the legs in every recorded row,
/// and is used only where the legs give no direction, for example when neither names the requested token. <c>base</c> gives no direction
/// and is not read. A row is a duplicate if everything that identifies a swap is equal: transaction, pool, wallet, time, both raw amounts,
/// direction and, where given, the instruction. Similar swaps of one transaction differ in at least one of these and are kept. A row
/// without a transaction hash is always kept.
/// </remarks>
internal static class SwapReader
{
    private static readonly FieldNames PageNames = new();
    private static readonly int Items = PageNames.Add("items");
    private static readonly int HasNext = PageNames.Add("hasNext");
    private static readonly int HasNextV3 = PageNames.Add("has_next");

    public static Reading<SwapPage> Read(JsonElement data, SwapShape shape, string asked, DateTimeOffset now)
    {
        var page = new FieldReader(PageNames, now);
        if (!page.TryTake(data) || !page.TryList(Items, out var list))
        {
            return FailureRules.Malformed<SwapPage>(shape.Endpoint, "the trade answer has no list of items", now);
        }

        if (list.ValueKind == JsonValueKind.Null)
        {
            return Reading<SwapPage>.Unknown(now);
        }

        var trades = new List<Swap>(list.GetArrayLength());
        var seen = new HashSet<SwapIdentity>();
        var row = shape.CreateRowReader(now);
        var legs = new LegReader(shape, asked, now);
        var unreadable = 0;
        foreach (var element in list.EnumerateArray())
        {
            if (!row.TryTake(element) || !legs.TryTake(row.Element(shape.From), row.Element(shape.To)))
            {
                unreadable++;
                continue;
            }

            if (!IsSwap(row, shape))
            {
                continue;
            }

            if (ReadSwap(row, legs, shape) is not { } trade)
            {
                unreadable++;
            }
            else if (SwapIdentity.Of(row, legs, shape, trade) is not { } identity || seen.Add(identity))
            {
                trades.Add(trade);
            }
        }

        // The swap answer has the newest first. A stable sort keeps its order within one second.
        Swap[] ordered = [.. trades.OrderByDescending(static trade => trade.At)];
        var hasNext = page.Flag(page.State(HasNext) == DatumState.Missing ? HasNextV3 : HasNext).TryGet(out var more) && more;
        return Reading<SwapPage>.Of(new SwapPage(ordered, list.GetArrayLength(), unreadable, hasNext), now);
    }

    private static Swap? ReadSwap(FieldReader row, LegReader legs, SwapShape shape)
    {
        var isBuy = legs.IsBuy
            ?? SideOf(FieldReader.TextOf(row.Element(shape.Side)))
            ?? SideOf(FieldReader.TextOf(row.Element(shape.Type)));
        if (isBuy is not { } bought || !row.Address(shape.Owner).TryGet(out var owner) || !row.Time(shape.Time).TryGet(out var at))
        {
            return null;
        }

        var worth = legs.ValueOf(bought, row.Number(shape.TokenPrice, Unit.Usd), row.Number(shape.VolumeUsd, Unit.Usd));
        return new Swap(owner, bought, at, worth.TryGet(out var value) ? value : null);
    }

    // In a swap answer, a row of type add or remove changes the liquidity of the pool and is not a swap. Any other type counts as a swap,
    // because old recordings have other words for a swap, or none.
    private static bool IsSwap(FieldReader row, SwapShape shape) =>
        FieldReader.TextOf(row.Element(shape.Type)) is not { } type
        || !(type.Equals("add", StringComparison.OrdinalIgnoreCase) || type.Equals("remove", StringComparison.OrdinalIgnoreCase));

    private static bool? SideOf(string? text) => text switch
    {
        "buy" => true,
        "sell" => false,
        _ => null,
    };
}
