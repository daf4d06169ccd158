using CsCheck;

namespace BirdeyeDiscovery.Tests;

public sealed class CandleRulesTests
{
    private static readonly Gen<double> Price = Gen.Frequency(
        (12, Gen.Double[0.5, 2]),
        (1, Gen.Const(0d)),
        (1, Gen.Const(-1d)),
        (1, Gen.Const(double.NaN)),
        (1, Gen.Const(double.PositiveInfinity)));

    private static readonly Gen<Candle[]> Rows = Gen.Select(
        Gen.Long[0, 6_000],
        Price,
        Price,
        Price,
        Price,
        Price,
        static (time, open, high, low, close, volume) => new Candle(1_700_000_100 + time, open, high * 2, low / 4, close, volume)).Array[0, 40];

    [Fact]
    public void Of_any_rows_what_is_kept_is_possible_at_the_starts_of_buckets_and_strictly_ascending() =>
        Rows.Sample(
            static rows =>
            {
                var kept = CandleRules.Sound(rows, CandleInterval.FiveMinutes);
                Assert.True(CandleRules.AreSound(kept, CandleInterval.FiveMinutes));
                Assert.Same(kept, CandleRules.Sound(kept, CandleInterval.FiveMinutes));
                Assert.All(kept, static candle => Assert.True(
                    candle.Timestamp % 300 == 0 && candle.Low > 0 && candle.Low <= candle.Open && candle.Low <= candle.Close
                    && candle.High >= candle.Open && candle.High >= candle.Close && candle.Volume >= 0));

                // Every possible row is either kept or older than the one that is kept of its bucket.
                var buckets = kept.ToDictionary(static candle => candle.Timestamp);
                Assert.All(rows.Where(CandleRules.IsPossible), row => Assert.Contains(row.Timestamp / 300 * 300, buckets.Keys));
                Assert.All(kept, candle =>
                {
                    var bucket = rows.Where(row => CandleRules.IsPossible(row) && row.Timestamp / 300 * 300 == candle.Timestamp).ToList();
                    var latest = bucket.Max(static row => row.Timestamp);
                    Assert.Equal(bucket.Last(row => row.Timestamp == latest) with { Timestamp = candle.Timestamp }, candle);
                });
            },
            iter: 5_000);

    [Theory]
    [InlineData(CandleInterval.OneHour)]
    [InlineData(CandleInterval.OneDay)]
    public void Whatever_the_rows_the_longer_candles_made_of_them_are_possible(CandleInterval interval) =>
        Rows.Sample(
            rows =>
            {
                var merged = CandleMerge.Merge(rows, rows, CandleInterval.FiveMinutes, 576);
                Assert.True(CandleRules.AreSound(CandleFold.Fold(merged, interval, 0), interval));
            },
            iter: 2_000);
}
