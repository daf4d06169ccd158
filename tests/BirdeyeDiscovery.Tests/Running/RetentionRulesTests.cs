using System.Globalization;

namespace BirdeyeDiscovery.Tests;

/// <summary>From when on history is kept: no clock alone decides.</summary>
public sealed class RetentionRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 14, 22, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    [Theory]
    [InlineData("2026-05-14T22:00:00+00:00", 13, "2025-04-01")]
    [InlineData("2026-01-31T23:59:59+00:00", 1, "2025-12-01")]
    [InlineData("2026-02-01T00:30:00+01:00", 1, "2025-12-01")]
    [InlineData("2026-05-01T00:00:00+00:00", 1_200, "1926-05-01")]
    public void History_is_kept_for_whole_months_of_utc(string now, int months, string keepFrom) =>
        Assert.Equal((Day(keepFrom), null), RetentionRules.KeepFrom(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), [], OneDay, months));

    [Fact]
    public void The_earliest_of_the_times_of_the_host_the_store_and_the_newest_cycle_counts()
    {
        Assert.Equal(Now, RetentionRules.Now(Now, null, null));
        Assert.Equal(Now, RetentionRules.Now(Now.AddDays(430), Now, Now.AddDays(430)));
        Assert.Equal(Now, RetentionRules.Now(Now, Now.AddDays(430), Now.AddDays(430)));
        Assert.Equal(Now, RetentionRules.Now(Now.AddDays(430), Now.AddDays(430), Now));
        Assert.Equal(Now, RetentionRules.Now(Now.AddDays(430), null, Now));
    }

    [Theory]
    [InlineData(430)]
    [InlineData(26_000)]
    public void A_jump_of_all_clocks_drops_nothing_however_long_the_host_runs_on(int days)
    {
        var jump = new CyclePause(Now, Now.AddDays(days));
        foreach (var since in new[] { 0, 1, 30, 200, 394 })
        {
            var (keepFrom, pause) = RetentionRules.KeepFrom(jump.To.AddDays(since), [jump], OneDay, 13);

            // Thirteen months before the jump, and as much later as cycles have run since.
            Assert.InRange(keepFrom, Day("2025-03-01"), Now.AddDays(since + 1).AddMonths(-13));
            Assert.Equal(jump, pause);
        }

    }

    [Fact]
    public void After_an_outage_history_is_dropped_at_the_pace_of_the_cycles()
    {
        var outage = new CyclePause(Day("2026-02-10"), Day("2026-05-10"));
        DateTimeOffset[] kept = [.. Enumerable.Range(0, 16).Select(month => RetentionRules.KeepFrom(outage.To.AddMonths(month), [outage], OneDay, 13).KeepFrom)];

        // The first cycle after the outage keeps what the last one before it kept. Then a month goes for each month of cycles.
        Assert.Equal(RetentionRules.KeepFrom(outage.From, [], OneDay, 13).KeepFrom, kept[0]);
        Assert.All(kept.Zip(kept.Skip(1)).Take(11), static pair => Assert.InRange((pair.Second - pair.First).TotalDays, 0, 62));
        Assert.InRange((kept[11] - kept[0]).TotalDays, 10 * 28, 12 * 31);

        // Once the outage is older than what is kept, the calendar counts again.
        Assert.Equal(RetentionRules.KeepFrom(outage.To.AddMonths(15), [], OneDay, 13).KeepFrom, kept[15]);
    }

    [Fact]
    public void Pauses_that_end_before_the_kept_time_change_nothing_and_each_within_it_counts()
    {
        CyclePause[] pauses = [new(Day("2026-01-01"), Day("2026-03-01")), new(Day("2025-09-01"), Day("2025-11-01")), new(Day("2020-01-01"), Day("2021-01-01"))];
        Assert.Equal(Day("2024-12-01"), RetentionRules.KeepFrom(Now, pauses, OneDay, 13).KeepFrom);
        Assert.Equal((Day("2025-04-01"), null), RetentionRules.KeepFrom(Now, pauses[2..], OneDay, 13));
    }

    [Fact]
    public void Only_the_longer_part_of_a_pause_is_left_out_and_a_long_one_is_reported()
    {
        var (keepFrom, pause) = RetentionRules.KeepFrom(Now, [new(Now.AddDays(-40), Now.AddDays(-10))], OneDay, 13);
        Assert.Equal((Day("2025-03-01"), null), (keepFrom, pause));
        Assert.NotNull(RetentionRules.KeepFrom(Now, [new(Now.AddDays(-42), Now.AddDays(-10))], OneDay, 13).Pause);
    }

    [Fact]
    public void Pauses_are_found_among_cycles_in_any_order_up_to_a_time()
    {
        DateTimeOffset[] cycles = [Now.AddYears(73), Now, Now.AddDays(-1), Now.AddDays(-3), Now.AddDays(-10), Now.AddDays(-4)];
        Assert.Equal(
            [new(Now.AddDays(-3), Now.AddDays(-1)), new(Now.AddDays(-10), Now.AddDays(-4))],
            RetentionRules.Pauses(cycles, Now, OneDay));
    }

    [Theory]
    [InlineData(2, 24 * 60)]
    [InlineData(720, 24 * 60)]
    [InlineData(1_440, 2 * 24 * 60)]
    public void A_pause_counts_as_a_day_or_as_two_intervals(int interval, int counts) =>
        Assert.Equal(TimeSpan.FromMinutes(counts), RetentionRules.LongestPause(TimeSpan.FromMinutes(interval)));

    private static DateTimeOffset Day(string day) => DateTimeOffset.Parse($"{day}T00:00:00Z", CultureInfo.InvariantCulture);
}
