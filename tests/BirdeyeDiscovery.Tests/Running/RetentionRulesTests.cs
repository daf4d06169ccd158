using System.Globalization;

namespace BirdeyeDiscovery.Tests;

/// <summary>From when on history is kept: no clock alone decides.</summary>
public sealed class RetentionRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 14, 22, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("2026-05-14T22:00:00+00:00", 13, "2025-04-01")]
    [InlineData("2026-01-31T23:59:59+00:00", 1, "2025-12-01")]
    [InlineData("2026-02-01T00:30:00+01:00", 1, "2025-12-01")]
    [InlineData("2026-05-01T00:00:00+00:00", 1_200, "1926-05-01")]
    public void History_is_kept_for_whole_months_of_utc(string now, int months, string keepFrom) =>
        Assert.Equal((Day(keepFrom), null), RetentionRules.KeepFrom(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), null, [], months));

    [Theory]
    [InlineData(430)]
    [InlineData(26_000)]
    public void A_host_that_is_far_ahead_keeps_what_the_store_s_clock_keeps(int days) =>
        Assert.Equal((Day("2025-04-01"), null), RetentionRules.KeepFrom(Now.AddDays(days), Now, Cycles(Now, 5), 13));

    [Theory]
    [InlineData(430)]
    [InlineData(26_000)]
    public void Without_a_clock_of_the_store_the_newest_cycles_keep_theirs_also_from_before_a_gap(int days)
    {
        var (host, ahead) = (Now.AddDays(days), Cycles(Now.AddDays(days), 3));
        Assert.Equal((Day("2025-04-01"), null), RetentionRules.KeepFrom(host, null, Cycles(Now, 3), 13));
        Assert.Equal((Day("2025-04-01"), Now), RetentionRules.KeepFrom(host, null, [.. ahead, .. Cycles(Now, 3)], 13));
    }

    [Fact]
    public void A_clock_that_is_behind_keeps_more() =>
        Assert.Equal(Day("2024-03-01"), RetentionRules.KeepFrom(Now.AddDays(-400), Now, Cycles(Now, 5), 13).KeepFrom);

    [Fact]
    public void Cycles_of_the_future_that_were_written_before_those_of_now_change_nothing() =>
        Assert.Equal((Day("2025-04-01"), null), RetentionRules.KeepFrom(Now, null, [.. Cycles(Now, 3), .. Cycles(Now.AddYears(73), 3)], 13));

    [Fact]
    public void Cycles_a_day_apart_are_no_gap() =>
        Assert.Null(RetentionRules.KeepFrom(Now, null, [.. Enumerable.Range(0, RetentionRules.Cycles).Select(static day => Now.AddDays(-day))], 13).BeforeGap);

    private static DateTimeOffset[] Cycles(DateTimeOffset newest, int count) => [.. Enumerable.Range(0, count).Select(cycle => newest - (cycle * Interval))];

    private static DateTimeOffset Day(string day) => DateTimeOffset.Parse($"{day}T00:00:00Z", CultureInfo.InvariantCulture);
}
