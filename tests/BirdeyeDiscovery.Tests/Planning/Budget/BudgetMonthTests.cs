using System.Globalization;

namespace BirdeyeDiscovery.Tests;

public sealed class BudgetMonthTests
{
    [Theory]
    [InlineData("2026-05-01T00:00:00Z", 1, "2026-05-01", "2026-06-01")]
    [InlineData("2026-05-31T23:59:59.9999999Z", 1, "2026-05-01", "2026-06-01")]
    [InlineData("2026-05-19T23:59:59Z", 20, "2026-04-20", "2026-05-20")]
    [InlineData("2026-05-20T00:00:00Z", 20, "2026-05-20", "2026-06-20")]
    [InlineData("2026-01-15T12:00:00Z", 28, "2025-12-28", "2026-01-28")]
    [InlineData("2026-03-01T00:00:00Z", 28, "2026-02-28", "2026-03-28")]
    [InlineData("2026-05-01T01:00:00+02:00", 1, "2026-04-01", "2026-05-01")]
    public void A_month_begins_at_midnight_UTC_of_the_day_of_the_plan(string time, int resetDay, string start, string end)
    {
        var month = BudgetMonth.Of(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture), resetDay);

        Assert.Equal((Day(start), Day(end)), (month.Start, month.End));
        Assert.Equal(TimeSpan.Zero, month.EndsAt.Offset);
        Assert.Equal(Day(end), DateOnly.FromDateTime(month.EndsAt.UtcDateTime));

        static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_request_close_to_a_reset_belongs_to_both_months()
    {
        var reset = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        var terms = new BudgetTerms("default", 1_000, 1, TimeSpan.FromMinutes(1));

        Assert.Equal([4, 5], Of(reset.AddMonths(-1)));
        Assert.Equal([5], Of(reset.AddSeconds(-61)));
        Assert.Equal([5, 6], Of(reset.AddSeconds(-60)));
        Assert.Equal([5, 6], Of(reset.AddSeconds(59)));
        Assert.Equal([6], Of(reset.AddSeconds(60)));

        IEnumerable<int> Of(DateTimeOffset time) => terms.MonthsAt(time).Select(static month => month.Start.Month);
    }

    [Fact]
    public void The_guard_covers_what_clocks_may_differ_and_how_long_a_request_may_take()
    {
        var options = new BirdeyeDiscoveryOptions();
        Assert.Null(BudgetTerms.Of(options));

        options.Birdeye.ComputeUnitsPerMonth = 7;
        Assert.Equal(TimeSpan.FromSeconds(70), BudgetTerms.Of(options)!.Guard);
        options.Storage.MaxClockSkew = TimeSpan.Zero;
        Assert.Equal(TimeSpan.FromSeconds(70), BudgetTerms.Of(options)!.Guard);
        options.Storage.MaxClockSkew = TimeSpan.FromMinutes(5);
        options.Birdeye.AttemptTimeout = TimeSpan.FromSeconds(30);
        Assert.Equal(TimeSpan.FromSeconds(330), BudgetTerms.Of(options)!.Guard);
    }
}
