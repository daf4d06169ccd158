using CsCheck;

namespace BirdeyeDiscovery.Tests;

public sealed class CandleMergeTests
{
    private const int Span = 20;

    private static readonly Gen<Candle[]> Ascending = Gen.Select(Gen.Int[0, 60], Gen.Double[0.5, 2])
        .List[0, 40]
        .Select(rows => rows.GroupBy(row => row.Item1).OrderBy(row => row.Key).Select(row => At(row.Key, row.First().Item2)).ToArray());

    [Fact]
    public void The_spans_are_two_days_two_weeks_and_half_a_year()
    {
        Assert.Equal(576, CandleSpans.Count(CandleInterval.FiveMinutes));
        Assert.Equal(14 * 24, CandleSpans.Count(CandleInterval.OneHour));
        Assert.Equal(180, CandleSpans.Count(CandleInterval.OneDay));
    }

    [Fact]
    public void Nothing_and_nothing_is_nothing() => Assert.Empty(CandleMerge.Merge([], [], CandleInterval.FiveMinutes, Span));

    [Fact]
    public void The_open_bucket_is_replaced_and_new_ones_are_appended() =>
        Assert.Equal([At(0, 1), At(1, 1.5), At(2, 2)], Merge([At(0, 1), At(1, 2)], [At(1, 1.5), At(2, 2)]));

    [Fact]
    public void A_quiet_time_makes_no_candles_and_counts_towards_the_span() =>
        Assert.Equal([At(11, 1), At(30, 1)], Merge([At(10, 1), At(11, 1)], [At(30, 1)]));

    [Fact]
    public void A_list_that_is_not_ascending_is_put_in_order_and_the_later_row_of_a_bucket_stays() =>
        Assert.Equal([At(1, 1), At(2, 0.9), At(3, 0.6)], Merge([At(1, 1)], [At(3, 0.6), At(2, 2), At(2, 0.9)]));

    [Fact]
    public void Rows_off_the_grid_go_into_their_buckets_and_the_incoming_one_stays()
    {
        var running = At(1, 1.5) with { Timestamp = At(1, 0).Timestamp + 123 };
        Assert.Equal([At(0, 1), At(1, 1.5)], Merge([At(0, 1), At(1, 1)], [running]));
        Assert.Equal([At(0, 1), At(1, 1)], Merge([At(0, 1), running], [At(1, 1)]));
    }

    [Fact]
    public void Impossible_candles_are_dropped_and_leave_what_was_kept_of_their_buckets() =>
        Assert.Equal([At(0, 1), At(2, 1)], Merge([At(0, 1), At(1, 9), At(2, 1)], [At(2, 0.1)]));

    [Fact]
    public void Merging_keeps_each_bucket_once_in_order_the_incoming_one_first_and_all_of_the_span() =>
        Gen.Select(Ascending, Ascending).Sample(
            (existing, incoming) =>
            {
                var merged = Merge(existing, incoming);
                var expected = existing.Concat(incoming).GroupBy(candle => candle.Timestamp).Select(bucket => bucket.Last()).OrderBy(candle => candle.Timestamp).ToArray();
                var newest = expected.Length == 0 ? 0 : expected[^1].Timestamp;
                Assert.Equal(expected.Where(candle => candle.Timestamp > newest - (300 * Span)), merged);
            },
            iter: 10_000);

    [Fact]
    public void Merging_the_same_again_changes_nothing() =>
        Gen.Select(Ascending, Ascending).Sample(
            (existing, incoming) =>
            {
                var once = Merge(existing, incoming);
                Assert.Equal(once, Merge(once, incoming));
            },
            iter: 10_000);

    private static IReadOnlyList<Candle> Merge(IReadOnlyList<Candle> existing, IReadOnlyList<Candle> incoming) =>
        CandleMerge.Merge(existing, incoming, CandleInterval.FiveMinutes, Span);

    private static Candle At(int bucket, double close) => new(1_700_000_100L + (300L * bucket), 1, 2, 0.5, close, 10);
}
