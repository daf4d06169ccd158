namespace BirdeyeDiscovery.Tests;

/// <summary>How far the work is stretched, in which order, and what is forecast.</summary>
public sealed class BudgetRulesTests
{
    private static readonly BudgetMonth May = BudgetMonth.Of(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero), 1);
    private static readonly BudgetShape Shape = new(TimeSpan.FromMinutes(2), MaxFactor: 15, AuditEvery: 30, TrendingLimit: 50, FirstCost: 50);
    private static readonly CycleCosts Costs = new() { Cycle = 1_000, LongCandles = 20, Audit = 2_200, Tracked = 500 };

    private static readonly int[] Factors = [2, 3, 4, 5, 6, 8, 10, 12, 15];
    private static readonly int[] Limits = [40, 20, 10, 5];
    private static readonly int[] Depths = [50, 40, 20, 10, 0];

    [Fact]
    public void Levels_give_up_long_candles_then_audits_then_the_interval_and_the_length_of_the_list_last()
    {
        Assert.Equal(
            [
                "nothing stretched",
                "no long candles",
                "no long candles, no audits",
                .. Factors.Select(static factor => $"no long candles, no audits, {factor} intervals between cycles"),
                .. Limits.Select(static limit => $"no long candles, no audits, 15 intervals between cycles, {limit} trending tokens"),
            ],
            BudgetLevels.Of(Shape).Select(static level => level.ToString()));
        Assert.Equal(Enumerable.Range(0, 16), BudgetLevels.Of(Shape).Select(static level => level.Level));
        Assert.Equal(
            Limits,
            BudgetLevels.Of(Shape).Where(static level => level.LeavesOutCandidates).Select(static level => level.TrendingLimit));
    }

    [Fact]
    public void Levels_that_would_change_nothing_are_left_out()
    {
        Assert.Equal(
            [(1, 3), (1, 3), (2, 3), (3, 3), (4, 3), (4, 2), (4, 1)],
            BudgetLevels.Of(Shape with { AuditEvery = 0, TrendingLimit = 3, MaxFactor = 4 }).Select(static level => (level.IntervalFactor, level.TrendingLimit)));
        Assert.Equal([1, 1], BudgetLevels.Of(Shape with { AuditEvery = 0, TrendingLimit = 1, MaxFactor = 1 }).Select(static level => level.IntervalFactor));
    }

    [Theory]
    [InlineData("00:02:00", 15, 15)]
    [InlineData("02:00:00", 15, 12)]
    [InlineData("1.00:00:00", 15, 1)]
    [InlineData("00:00:01", 30, 30)]
    public void No_stretched_interval_is_longer_than_a_day(string interval, int allowed, int factor)
    {
        var options = new BirdeyeDiscoveryOptions();
        options.Discovery.Interval = TimeSpan.Parse(interval, System.Globalization.CultureInfo.InvariantCulture);
        options.Birdeye.BudgetMaxStretch = allowed;

        Assert.Equal(factor, BudgetShapes.Of(options).MaxFactor);
    }

    [Theory]
    [InlineData(50_000_000, 0)]
    [InlineData(23_900_000, 0)]
    [InlineData(23_500_000, 1)]
    [InlineData(23_000_000, 2)]
    [InlineData(22_000_000, 3)]
    [InlineData(5_000_000, 6)]
    [InlineData(1_500_000, 11)]
    [InlineData(1_400_000, 12)]
    [InlineData(30_000, 15)]
    public void A_new_month_is_stretched_just_as_far_as_its_budget_needs(long budget, int level) =>
        Assert.Equal(level, BudgetRules.Decide(Input(budget, 0, May.StartsAt)).Level);

    [Fact]
    public void The_level_rises_at_once_and_falls_only_with_a_margin()
    {
        // A level of one interval costs 22,320,000 in a month of 31 days, besides what is kept back.
        Assert.Equal(3, Level(22_300_000, level: 2));
        Assert.Equal(3, Level(22_400_000, level: 3));
        Assert.Equal(3, Level(23_400_000, level: 3));
        Assert.Equal(2, Level(23_600_000, level: 3));

        static int Level(long budget, int level) => BudgetRules.Decide(Input(budget, 0, May.StartsAt) with { Level = level }).Level;
    }

    [Fact]
    public void Costs_that_vary_by_a_few_percent_change_no_level_back_and_forth()
    {
        var chance = new Random(5);
        var (level, changes) = (0, 0);
        for (var hour = 0; hour < 500; hour++)
        {
            // What is spent is what the budget allows, so the allowed rate stays the same.
            var noise = .985 + (.03 * chance.NextDouble());
            var input = Input(11_000_000, 11_000_000L * hour / 744, May.StartsAt.AddHours(hour)) with
            {
                Level = level,
                Costs = Costs with { Cycle = Costs.Cycle * noise },
            };
            var decided = BudgetRules.Decide(input).Level;
            changes += decided == level ? 0 : 1;
            level = decided;
        }

        Assert.InRange(changes, 1, 3);
    }

    [Fact]
    public void What_a_month_saves_early_is_spent_late()
    {
        Assert.Equal(4, BudgetRules.Decide(Input(10_000_000, 0, May.StartsAt)).Level);
        Assert.Equal(0, BudgetRules.Decide(Input(10_000_000, 2_000_000, May.EndsAt.AddDays(-5)) with { Level = 4 }).Level);
        Assert.Equal(0, BudgetRules.Decide(Input(10_000_000, 2_000_000, May.EndsAt) with { Level = 4 }).Level);
    }

    [Fact]
    public void A_month_that_needs_no_stretch_is_forecast_by_its_rate()
    {
        var forecast = BudgetRules.Forecast(Input(50_000_000, 1_000_000, May.StartsAt.AddDays(1)));

        // 30 days with 720 cycles of 1,020 units each and an audit of 1,200 units more in every thirtieth.
        Assert.InRange(forecast.ExpectedAtReset, 1_000_000 + (30 * 720 * 1_060) - 10, 1_000_000 + (30 * 720 * 1_060) + 10);
        Assert.Equal((0, null, null), (forecast.Stretch.Level, forecast.NextStretch, forecast.NextStretchAt));
        Assert.Equal((49_000_000, May.EndsAt, false), (forecast.Left, forecast.ResetsAt, forecast.IsUsedUp));
        Assert.Equal("1,000,000 of 50,000,000 compute units spent, 23,896,000 expected by 2026-06-01; nothing stretched", forecast.ToString());
    }

    [Fact]
    public void A_forecast_follows_the_levels_to_come()
    {
        var forecast = BudgetRules.Forecast(Input(15_000_000, 0, May.StartsAt));

        Assert.Equal(2, forecast.Stretch.IntervalFactor);
        Assert.Equal(1, forecast.NextStretch!.IntervalFactor);
        Assert.InRange(forecast.NextStretchAt!.Value, May.StartsAt.AddDays(10), May.EndsAt.AddDays(-5));
        Assert.InRange(forecast.ExpectedAtReset, 13_500_000, 15_000_000);
        Assert.Contains("; from 2026-05-", forecast.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_is_used_up_when_not_even_the_list_can_be_read()
    {
        Assert.False(BudgetRules.Forecast(Input(1_000_000, 999_950, May.StartsAt)).IsUsedUp);
        var usedUp = BudgetRules.Forecast(Input(1_000_000, 999_951, May.StartsAt));
        Assert.True(usedUp.IsUsedUp);
        Assert.Equal(49, usedUp.Left);
        Assert.InRange(usedUp.ExpectedAtReset, 999_951, 1_000_000);
        Assert.EndsWith("; used up", usedUp.ToString(), StringComparison.Ordinal);

        // The budget was lowered below what is spent.
        var lowered = BudgetRules.Forecast(Input(1_000_000, 2_000_000, May.StartsAt));
        Assert.Equal((0L, 2_000_000L), (lowered.Left, lowered.ExpectedAtReset));
    }

    [Fact]
    public void A_shorter_list_costs_what_was_measured_and_otherwise_a_part()
    {
        Assert.Equal([1_000, 900, 700, 600, 500], Depths.Select(static limit => Costs.At(limit, 50)));
        var measured = Costs.With(640, null, isAudit: false, limit: 20, whole: 50);
        Assert.Equal((1_000, 680), (measured.At(50, 50), measured.At(20, 50)));
        Assert.InRange(measured.At(40, 50), 680, 1_000);
        Assert.InRange(measured.At(10, 50), 500, 680);
        for (var cycle = 0; cycle < 300; cycle++)
        {
            measured = measured.With(640, null, isAudit: false, limit: 20, whole: 50);
        }

        Assert.InRange(measured.At(20, 50), 640, 643);
        Assert.Equal(1_000, measured.At(50, 50));
    }

    [Fact]
    public void Costs_are_means_by_kind_of_work()
    {
        var costs = Costs;
        for (var cycle = 0; cycle < 400; cycle++)
        {
            costs = cycle % 30 == 29
                ? costs.With(1_900, 0, isAudit: true, 50, 50)
                : costs.With(cycle % 10 == 0 ? 1_380 : 1_300, cycle % 10 == 0 ? 80 : 0, isAudit: false, 50, 50);
        }

        Assert.InRange(costs.Cycle, 1_290, 1_300);
        Assert.InRange(costs.LongCandles, 6, 10);
        Assert.InRange(costs.Audit, 1_900, 2_000);
    }

    [Fact]
    public void A_cold_first_cycle_does_not_decide_alone()
    {
        var costs = Costs.With(4_500, 720, isAudit: false, 50, 50);
        Assert.InRange(costs.Cycle, 1_000, 1_400);
    }

    private static BudgetInput Input(long budget, long spent, DateTimeOffset now) => new(budget, spent, now, May, 0, Costs, Shape);
}
