using System.Text;
using System.Text.Json;
using CsCheck;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Tests;

/// <summary>The rows of candle lists, which are written without the serializer and read by others with theirs.</summary>
public sealed class CandleJsonTests
{
    private static readonly Candle Longest =
        new(4_102_444_500, 1.2345678901234567E-300, 1.2345678901234567E+17, 2.2250738585072014E-308, 1.2345678901234567E-299, 1.2345678901234567E-305);

    private static readonly double[] EdgeDoubles =
    [
        0, -0.0, 1, 0.1, 1e15, 1e16, 123456789012345680, 1e-4, 1e-5, 1e21, double.Epsilon, double.MaxValue, double.MinValue,
        double.NaN, double.PositiveInfinity, double.NegativeInfinity,
    ];

    private static readonly Gen<double> AnyDouble = Gen.OneOf(
        Gen.Double,
        Gen.Long.Select(BitConverter.Int64BitsToDouble),
        Gen.OneOf([.. EdgeDoubles.Select(static number => Gen.Const(number))]));

    private static readonly Gen<Candle> AnyCandle =
        Gen.Select(
            Gen.OneOf(Gen.Long, Gen.Long[1, 4_000_000_000]),
            AnyDouble,
            AnyDouble,
            AnyDouble,
            AnyDouble,
            AnyDouble,
            static (time, open, high, low, close, volume) => new Candle(time, open, high, low, close, volume));

    private static readonly Gen<Candle> PlausibleCandle =
        Gen.Select(Gen.Long[1_420_070_400, 4_102_444_799], Gen.Double[1e-12, 1e18].Array[4], Gen.Double[0, 1e18], Gen.Bool, static (time, prices, volume, rises) =>
        {
            Array.Sort(prices);
            var (open, close) = rises ? (prices[1], prices[2]) : (prices[2], prices[1]);
            return new Candle(time, open, prices[3], prices[0], close, volume);
        });

    [Fact]
    public void Rows_are_byte_for_byte_what_the_serializer_writes_and_what_no_list_can_hold_is_left_out() =>
        Gen.OneOf(AnyCandle, PlausibleCandle, Gen.Const(Longest)).Array[0, 60].Sample(
            static candles => Assert.Equal(
                candles.Where(static candle => candle.Timestamp is >= 1_420_070_400 and < 4_102_444_800
                        && candle.Low > 0 && candle.Low <= candle.Open && candle.Low <= candle.Close
                        && candle.High >= candle.Open && candle.High >= candle.Close && candle.High <= 1e18
                        && candle.Volume is >= 0 and <= 1e18)
                    .Select(static candle => JsonSerializer.Serialize(candle, CacheJsonContext.Live.Candle)),
                Rows(candles)),
            iter: 2_000);

    [Fact]
    public void What_is_written_is_read_back_as_it_was()
    {
        var candles = Enumerable.Range(1, 600).Select(static index => Longest with { Timestamp = 1_700_000_100 + (index * 300L), Close = Math.Pow(1.7, -(index % 500)) }).Append(Longest).ToArray();
        var rows = new List<RedisValue>();
        CandleJson.Write(candles, rows);
        Assert.Equal(candles, CandleJson.Read([.. rows], CandleInterval.FiveMinutes, out var isSound));
        Assert.True(isSound);
    }

    [Theory]
    [InlineData("""{"timestamp":0,"open":1,"high":1,"low":1,"close":1,"volume":1}""")]
    [InlineData("""{"timestamp":-300,"open":1,"high":1,"low":1,"close":1,"volume":1}""")]
    [InlineData("""{"timestamp":1700000100,"open":"NaN","high":1,"low":1,"close":1,"volume":1}""")]
    [InlineData("""{"timestamp":300.5,"open":1,"high":1,"low":1,"close":1,"volume":1}""")]
    [InlineData("""{"timestamp":99999999999999999999,"open":1,"high":1,"low":1,"close":1,"volume":1}""")]
    [InlineData("""{"timestamp":1700000100,"open":1,"high":1,"low":2,"close":1,"volume":1}""")]
    [InlineData("""{"timestamp":1700000101,"open":1,"high":1,"low":1,"close":1,"volume":1}""")]
    [InlineData("""{"timestamp":1700000100,"open":1,"high":1,"low":1,"close":1.1,"volume":1}""")]
    [InlineData("""{"timestamp":1700000100,"open":0.9,"high":1,"low":1,"close":1,"volume":1}""")]
    [InlineData("""{"timestamp":1700000100,"open":0,"high":1,"low":0,"close":1,"volume":1}""")]
    [InlineData("""{"timestamp":1700000100,"open":1,"high":1,"low":1,"close":1,"volume":-1}""")]
    [InlineData("")]
    [InlineData("null")]
    public void A_row_that_is_no_candle_of_the_list_makes_it_unsound(string row)
    {
        CandleJson.Read([row], CandleInterval.FiveMinutes, out var isSound);
        Assert.False(isSound);
    }

    private static IEnumerable<string> Rows(IReadOnlyList<Candle> candles)
    {
        // After the arguments that stand before them, which stay.
        var rows = new List<RedisValue> { "before" };
        CandleJson.Write(candles, rows);
        Assert.Equal("before", rows[0]);
        return rows.Skip(1).Select(static row => Encoding.UTF8.GetString(((ReadOnlyMemory<byte>)row).Span));
    }
}
