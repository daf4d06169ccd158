using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>Reads <c>/defi/ohlcv</c>.</summary>
internal static class CandleReader
{
    private static readonly FieldNames PageNames = new();
    private static readonly int Items = PageNames.Add("items");

    private static readonly FieldNames RowNames = new();
    private static readonly int Address = RowNames.Add("address");
    private static readonly int Open = RowNames.Add("o");
    private static readonly int High = RowNames.Add("h");
    private static readonly int Low = RowNames.Add("l");
    private static readonly int Close = RowNames.Add("c");
    private static readonly int Volume = RowNames.Add("v");
    private static readonly int UnixTime = RowNames.Add("unixTime");

    public static Reading<CandleSeries> Read(JsonElement data, CandleSpan span, DateTimeOffset now)
    {
        var page = new FieldReader(PageNames, now);
        if (!page.TryTake(data) || !page.TryList(Items, out var list))
        {
            return FailureRules.Malformed<CandleSeries>(BirdeyeEndpoint.Ohlcv, "the candle answer has no list of items", now);
        }

        if (list.ValueKind == JsonValueKind.Null)
        {
            return Reading<CandleSeries>.Unknown(now);
        }

        var candles = new List<Candle>(Math.Min(list.GetArrayLength(), span.Limit));
        var (unreadable, impossible) = (0, 0);
        var row = new FieldReader(RowNames, now);
        foreach (var element in list.EnumerateArray())
        {
            if (!row.TryTake(element) || !TryReadTime(row, span.Address, out var time))
            {
                unreadable++;
            }
            else if (CandleFold.Bucket(time, span.Interval) is var bucket && bucket >= span.From && bucket < span.End)
            {
                if (TryRead(row, time, out var candle))
                {
                    candles.Add(candle);
                }
                else
                {
                    impossible++;
                }
            }
        }

        return Reading<CandleSeries>.Of(
            new CandleSeries(CandleRules.Sound(candles, span.Interval), unreadable) { ImpossibleRows = impossible }, now);
    }

    private static bool TryReadTime(FieldReader row, string asked, out long time)
    {
        time = 0;
        var address = row.Address(Address);
        if (address.IsInvalid || (address.TryGet(out var answered) && !TokenAddress.AreSame(answered, asked)))
        {
            return false;
        }

        if (!row.Time(UnixTime).TryGet(out var at))
        {
            return false;
        }

        time = at.ToUnixTimeSeconds();
        return true;
    }

    // A missing or null figure of a candle in the answer must not read as zero: a volume that the API did not give would weigh nothing in
    // an average.
    private static bool TryRead(FieldReader row, long time, out Candle candle)
    {
        candle = default;
        if (!TryPrice(row, Open, out var open)
            || !TryPrice(row, High, out var high)
            || !TryPrice(row, Low, out var low)
            || !TryPrice(row, Close, out var close)
            || !row.Number(Volume, Unit.Tokens).TryGet(out var volume))
        {
            return false;
        }

        candle = new Candle(time, open, high, low, close, volume);
        return CandleRules.IsPossible(candle);
    }

    private static bool TryPrice(FieldReader row, int slot, out double price)
    {
        price = row.Number(slot, Unit.Usd).TryGet(out var usd) ? usd : 0;
        return price > 0;
    }
}
