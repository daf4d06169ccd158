using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>Reads the answers of <c>/defi/txs/token</c>.</summary>
/// <remarks>
/// The legs give the direction: a swap is a buy if the requested token is received. <c>side</c> agrees with the legs in every recorded row,
/// and is used only where the legs give no direction, for example when neither names the requested token. <c>base</c> gives no direction
/// and is not read. A row is a duplicate if everything that identifies a swap is equal: transaction, pool, wallet, time, both raw amounts,
/// direction and, where given, the instruction. Similar swaps of one transaction differ in at least one of these and are kept. A row
/// without a transaction hash is always kept.
/// </remarks>
internal sealed class SwapReader(string asked, DateTimeOffset now)
{
    private static readonly FieldNames PageNames = new();
    private static readonly int Items = PageNames.Add("items");

    private static readonly FieldNames RowNames = new();
    private static readonly int Owner = RowNames.Add("owner");
    private static readonly int Side = RowNames.Add("side");
    private static readonly int From = RowNames.Add("from");
    private static readonly int To = RowNames.Add("to");
    private static readonly int Hash = RowNames.Add("txHash");
    private static readonly int Pool = RowNames.Add("poolId");
    private static readonly int Time = RowNames.Add("blockUnixTime");
    private static readonly int Type = RowNames.Add("txType");
    private static readonly int TokenPrice = RowNames.Add("tokenPrice");
    private static readonly int VolumeUsd = RowNames.Add("volumeUSD");
    private static readonly int Instruction = RowNames.Add("insIndex");
    private static readonly int InnerInstruction = RowNames.Add("innerInsIndex");

    private static readonly FieldNames LegNames = new();
    private static readonly int LegAddress = LegNames.Add("address");
    private static readonly int Price = LegNames.Add("price");
    private static readonly int Amount = LegNames.Add("amount");
    private static readonly int UiAmount = LegNames.Add("uiAmount");

    private readonly FieldReader _row = new(RowNames, now);
    private readonly FieldReader _from = new(LegNames, now);
    private readonly FieldReader _to = new(LegNames, now);

    public static Reading<SwapPage> Read(JsonElement data, string asked, DateTimeOffset now)
    {
        var page = new FieldReader(PageNames, now);
        if (!page.TryTake(data) || !page.TryList(Items, out var list))
        {
            return FailureRules.Malformed<SwapPage>(BirdeyeEndpoint.Trades, "the trade answer has no list of items", now);
        }

        return list.ValueKind == JsonValueKind.Null
            ? Reading<SwapPage>.Unknown(now)
            : Reading<SwapPage>.Of(new SwapReader(asked, now).ReadRows(list), now);
    }

    private SwapPage ReadRows(JsonElement list)
    {
        var trades = new List<SwapPage.Swap>(list.GetArrayLength());
        var seen = new HashSet<Identity>();
        var unreadable = 0;
        foreach (var element in list.EnumerateArray())
        {
            if (!_row.TryTake(element) || !_from.TryTake(_row.Element(From)) || !_to.TryTake(_row.Element(To)))
            {
                unreadable++;
            }
            else if (IsSwap())
            {
                if (ReadSwap() is not { } trade)
                {
                    unreadable++;
                }
                else if (IdentityOf(trade) is not { } identity || seen.Add(identity))
                {
                    trades.Add(trade);
                }
            }
        }

        // The swaps of an answer are returned newest first. The sort is stable, so the order of the answer remains within one second.
        SwapPage.Swap[] ordered = [.. trades.OrderByDescending(static trade => trade.At)];
        return new SwapPage(ordered, list.GetArrayLength(), unreadable);
    }

    private SwapPage.Swap? ReadSwap()
    {
        var isBuy = DirectionOfLegs() ?? SideOf(FieldReader.TextOf(_row.Element(Side))) ?? SideOf(FieldReader.TextOf(_row.Element(Type)));
        if (isBuy is not { } bought || !_row.Address(Owner).TryGet(out var owner) || !_row.Time(Time).TryGet(out var at))
        {
            return null;
        }

        return new SwapPage.Swap(owner, bought, at, ValueOf(bought).TryGet(out var value) ? value : null);
    }

    // In a swap answer, a row of type add or remove changes the liquidity of the pool and is not a swap. Any other type counts as a swap,
    // because old recordings have other words for a swap, or none.
    private bool IsSwap() =>
        FieldReader.TextOf(_row.Element(Type)) is not { } type
        || !(type.Equals("add", StringComparison.OrdinalIgnoreCase) || type.Equals("remove", StringComparison.OrdinalIgnoreCase));

    private static bool? SideOf(string? text) => text switch
    {
        "buy" => true,
        "sell" => false,
        _ => null,
    };

    // Gets the direction of a swap from its legs: true when the trader received the requested token (a buy), false when the trader gave it
    // (a sell), null when the legs do not show which.
    private bool? DirectionOfLegs() => (IsAsked(_from), IsAsked(_to)) switch
    {
        (false, true) => true,
        (true, false) => false,
        _ => null,
    };

    private bool IsAsked(FieldReader leg) => leg.Address(LegAddress).TryGet(out var address) && TokenAddress.AreSame(address, asked);

    // The value of the requested token's leg, otherwise the value of the other leg, otherwise the value given in the row.
    private Datum<double> ValueOf(bool isBuy)
    {
        var own = isBuy ? _to : _from;
        var other = isBuy ? _from : _to;
        var value = Worth(own, own.Number(Price, Unit.Usd));
        value = value.IsKnown ? value : Worth(own, _row.Number(TokenPrice, Unit.Usd));
        value = value.IsKnown ? value : Worth(other, other.Number(Price, Unit.Usd));
        var volume = value.IsKnown ? default : _row.Number(VolumeUsd, Unit.Usd);
        return volume.State == DatumState.Missing ? value : volume;
    }

    private static Datum<double> Worth(FieldReader leg, Datum<double> price)
    {
        var amount = leg.Number(UiAmount, Unit.Tokens);
        if (amount.TryGet(out var units) && price.TryGet(out var usd))
        {
            return units * usd is var worth && Unit.Usd.Allows(worth) ? Datum<double>.Known(worth) : Datum<double>.Invalid;
        }

        return amount.IsInvalid || price.IsInvalid ? Datum<double>.Invalid : default;
    }

    private Identity? IdentityOf(SwapPage.Swap trade) => FieldReader.TextOf(_row.Element(Hash)) is { Length: > 0 } hash
        ? new Identity(
            hash,
            FieldReader.TextOf(_row.Element(Pool)),
            trade.Owner,
            trade.At,
            trade.IsBuy,
            Scalar(_from.Element(Amount)),
            Scalar(_to.Element(Amount)),
            Scalar(_row.Element(Instruction)),
            Scalar(_row.Element(InnerInstruction)))
        : null;

    // A number or text of a swap answer exactly as received: amounts exceed every number type and arrive as either.
    private static string? Scalar(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => Encoding.ASCII.GetString(JsonMarshal.GetRawUtf8Value(element)),
        JsonValueKind.String => FieldReader.TextOf(element),
        _ => null,
    };

    // Everything that distinguishes one swap of an answer from another. A transaction hash is not enough, since one transaction can hold
    // many swaps.
    private readonly record struct Identity(
        string Transaction,
        string? Pool,
        string Owner,
        DateTimeOffset At,
        bool IsBuy,
        string? FromAmount,
        string? ToAmount,
        string? Instruction,
        string? InnerInstruction);
}

/// <summary>
/// An answer with recent swaps of one token, newest first, without duplicates: a row that repeats a whole swap is dropped, but similar
/// swaps of one transaction are kept.
/// </summary>
internal sealed record SwapPage(IReadOnlyList<SwapPage.Swap> Trades, int RowsOnWire, int UnreadableRows)
{
    /// <summary>
    /// Gets the round-trip share of the answer's swaps, 0 to 1: the sum over wallets of 2·min(bought, sold), divided by the total value.
    /// Near 1 means wash trading. Null when no swap has a value.
    /// </summary>
    public double? RoundTripShare()
    {
        var wallets = new Dictionary<string, (double Bought, double Sold)>(StringComparer.Ordinal);
        var total = 0.0;
        foreach (var trade in Trades)
        {
            if (trade.Value is not { } value)
            {
                continue;
            }

            ref var wallet = ref CollectionsMarshal.GetValueRefOrAddDefault(wallets, trade.Owner, out _);
            wallet = trade.IsBuy ? (wallet.Bought + value, wallet.Sold) : (wallet.Bought, wallet.Sold + value);
            total += value;
        }

        // Rounding must not lift the round-trip share of an answer's swaps past 1.
        return total > 0 ? Math.Min(1, wallets.Values.Sum(static wallet => 2 * Math.Min(wallet.Bought, wallet.Sold)) / total) : null;
    }

    /// <summary>
    /// One swap of the requested token in Birdeye's answer. <see cref="IsBuy"/> is relative to that token, never to the pool's base.
    /// </summary>
    /// <param name="Owner">The wallet.</param>
    /// <param name="IsBuy">Whether the requested token was received.</param>
    /// <param name="At">The time of the swap.</param>
    /// <param name="Value">The value in USD; null when no leg has a usable price.</param>
    internal sealed record Swap(string Owner, bool IsBuy, DateTimeOffset At, double? Value);
}
