namespace BirdeyeDiscovery.Tests;

public sealed class CycleClockTests
{
    private static readonly DateTimeOffset Last = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(120);

    [Fact]
    public void The_first_cycle_carries_the_whole_milliseconds_of_now() =>
        Assert.Equal(Last, CycleClock.Due(null, Interval, Last.AddTicks(9_999).ToOffset(TimeSpan.FromHours(2))));

    [Theory]
    [InlineData(119.999, null)]
    [InlineData(120, 120.0)]
    [InlineData(179.999, 120.0)]
    [InlineData(180, 180.0)]
    [InlineData(5000, 5000.0)]
    public void A_cycle_a_little_late_carries_the_time_at_which_it_was_due(double now, double? carries) =>
        Assert.Equal(carries is { } seconds ? Last.AddSeconds(seconds) : null, CycleClock.Due(Last, Interval, Last.AddSeconds(now)));

    [Theory]
    [InlineData(-5, 120)]
    [InlineData(0, 120)]
    [InlineData(119.9, 120)]
    [InlineData(120, 240)]
    [InlineData(250, 360)]
    public void An_overrun_skips_ticks_and_stays_on_the_grid(double now, double next) =>
        Assert.Equal(Last.AddSeconds(next), CycleClock.Next(Last, Interval, Last.AddSeconds(now)));

    [Theory]
    [InlineData(600)]
    [InlineData(3_600)]
    [InlineData(430 * 86_400)]
    [InlineData(73.0 * 365 * 86_400)]
    public void A_stored_cycle_of_the_future_does_not_stop_the_schedule(double ahead)
    {
        var last = CycleClock.Last(Last.AddSeconds(ahead), null, Last, TimeSpan.FromMinutes(2));
        Assert.Null(last);
        Assert.Equal(Last, CycleClock.Due(last, Interval, Last));
    }

    [Theory]
    [InlineData(0, 3_600)]
    [InlineData(1, 60)]
    [InlineData(2, 120)]
    [InlineData(3, 240)]
    [InlineData(6, 1_920)]
    [InlineData(7, 3_600)]
    [InlineData(16, 3_600)]
    [InlineData(1_000, 3_600)]
    public void Cycles_that_failed_with_their_first_request_are_repeated_after_a_growing_pause(int failures, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), CycleClock.Spacing(TimeSpan.FromHours(1), failures));
        Assert.Equal(TimeSpan.FromSeconds(Math.Min(seconds, 30)), CycleClock.Spacing(TimeSpan.FromSeconds(30), failures));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("f1 f0 f1 c1 f0", 3)]
    [InlineData("c1 f0", 0)]
    [InlineData("f2 f1", 0)]
    [InlineData("d1 f1", 0)]
    [InlineData("u8 f1 u4 f2 u8", 3)]
    [InlineData("f8 u8", 0)]
    public void Only_the_newest_failed_cycles_of_one_request_or_without_an_answer_count(string newestFirst, int failures) =>
        Assert.Equal(failures, CycleClock.Failures(newestFirst.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static cycle => new SnapshotRecord
        {
            CycleTimestamp = Last,
            DiscoveryFrequencySecs = 120,
            TrendingLimit = 50,
            MinLiquidityUsd = 0,
            MinVolume24hUsd = 0,
            Mode = DiscoveryMode.Manage,
            ScoreVersion = "",
            OptionsHash = "",
            Outcome = cycle[0] switch { 'f' or 'u' => CycleOutcome.Failed, 'd' => CycleOutcome.Degraded, _ => CycleOutcome.Complete },
            ApiCallsMade = cycle[1] - '0',
            Error = "no trending row was read; Trending: 2 failed (Network)" + (cycle[0] == 'u' ? "; " + CycleFaults.NothingAnswered : ""),
        })));

    [Theory]
    [InlineData(0, null, 0.0)]
    [InlineData(0, -5, 0.0)]
    [InlineData(-5, 0, 0.0)]
    [InlineData(120, null, 120.0)] // as far as two hosts may differ
    [InlineData(121, -5, -5.0)]
    [InlineData(-5, 121, -5.0)]
    public void The_schedule_goes_on_from_the_later_cycle_that_is_not_of_the_future(double stored, int? known, double last) =>
        Assert.Equal(
            Last.AddSeconds(last),
            CycleClock.Last(Last.AddSeconds(stored), known is { } seconds ? Last.AddSeconds(seconds) : null, Last, TimeSpan.FromMinutes(2)));
}
