using CsCheck;

namespace BirdeyeDiscovery.Tests;

public sealed class CandleFoldTests
{
    private const long Monday = 1_777_852_800;

    private static readonly Gen<CandleInterval> Longer = Gen.Bool.Select(static isHour => isHour ? CandleInterval.OneHour : CandleInterval.OneDay);

    private static readonly Gen<(long At, double Price, double Amount)[]> Trades = Gen.Select(Gen.Long[0, 3 * 86_400], Gen.Double[0.001, 1000], Gen.Double[0.1, 1e6])
        .Array[0, 300]
        .Select(static trades => trades.Select(static trade => (At: Monday + trade.Item1, Price: trade.Item2, Amount: trade.Item3)).OrderBy(static trade => trade.At).ToArray());

    [Fact]
    public void The_first_open_the_highest_the_lowest_the_last_close_and_all_of_the_volume() =>
        Assert.Equal(
            [new Candle(Monday, 2, 9, 0.5, 3, 60), new Candle(Monday + 3600, 3, 4, 3, 4, 1)],
            CandleFold.Fold(
                [
                    new(Monday, 2, 3, 1, 2.5, 10), new(Monday + 300, 2.5, 9, 2, 4, 20), new(Monday + 3300, 4, 4, 0.5, 3, 30),
                    new(Monday + 3600, 3, 4, 3, 4, 1),
                ],
                CandleInterval.OneHour,
                Monday));

    [Fact]
    public void Folded_candles_equal_those_made_from_the_trades() =>
        Gen.Select(Trades, Longer).Sample(
            (trades, interval) =>
            {
                var folded = CandleFold.Fold(Of(trades, CandleInterval.FiveMinutes), interval, Monday);
                var expected = Of(trades, interval);
                Assert.Equal(expected.Select(static candle => candle with { Volume = 0 }), folded.Select(static candle => candle with { Volume = 0 }));
                Assert.All(expected.Zip(folded), static pair => Assert.Equal(pair.First.Volume, pair.Second.Volume, pair.First.Volume * 1e-9));
            },
            iter: 5_000);

    [Fact]
    public void A_fold_that_starts_later_is_the_end_of_one_that_starts_earlier() =>
        Gen.Select(Trades, Longer, Gen.Long[0, 3 * 86_400]).Sample(
            (trades, interval, moment) =>
            {
                var from = CandleFold.FirstWhole(Monday + moment, interval);
                var raw = Of(trades, CandleInterval.FiveMinutes);
                Assert.Equal(
                    CandleFold.Fold(raw, interval, Monday).Where(candle => candle.Timestamp >= from),
                    CandleFold.Fold([.. raw.Where(candle => candle.Timestamp >= Monday + moment)], interval, from));
            },
            iter: 5_000);

    [Fact]
    public void Continuing_a_list_cycle_by_cycle_is_folding_all_of_it_at_once() =>
        Gen.Select(Trades, Longer, Gen.Int[1, 200]).Sample(
            (trades, interval, step) =>
            {
                var raw = Of(trades, CandleInterval.FiveMinutes);
                IReadOnlyList<Candle> kept = [];
                for (var until = Monday; until <= Monday + (3 * 86_400); until += 300L * step)
                {
                    // What a cycle knows: two days back, the last bucket half done.
                    var covered = until - (575 * 300L);
                    var seen = Of([.. trades.Where(trade => trade.At < until + 120 && trade.At >= covered)], CandleInterval.FiveMinutes);
                    kept = CandleMerge.Merge(kept, CandleFold.Fold(seen, interval, CandleFold.FirstWhole(covered, interval)), interval, 500);
                }

                kept = CandleMerge.Merge(kept, CandleFold.Fold(raw, interval, CandleFold.FirstWhole(Monday + 86_400, interval)), interval, 500);
                Assert.Equal(CandleFold.Fold(raw, interval, Monday), kept);
            },
            iter: 500);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 3600)]
    [InlineData(3599, 3600)]
    [InlineData(3600, 3600)]
    public void The_first_whole_bucket_begins_where_knowledge_does_or_later(long from, long first) =>
        Assert.Equal(Monday + first, CandleFold.FirstWhole(Monday + from, CandleInterval.OneHour));

    [Fact]
    public void Hours_and_days_begin_in_UTC()
    {
        Assert.Equal(Monday, CandleFold.Bucket(Monday + 86_399, CandleInterval.OneDay));
        Assert.Equal(TimeSpan.Zero, DateTimeOffset.FromUnixTimeSeconds(Monday).TimeOfDay);
    }

    private static Candle[] Of((long At, double Price, double Amount)[] trades, CandleInterval interval) =>
    [
        .. trades.GroupBy(trade => trade.At / (long)interval * (long)interval).Select(static bucket => new Candle(
            bucket.Key,
            bucket.First().Price,
            bucket.Max(static trade => trade.Price),
            bucket.Min(static trade => trade.Price),
            bucket.Last().Price,
            bucket.Sum(static trade => trade.Amount))),
    ];
}
