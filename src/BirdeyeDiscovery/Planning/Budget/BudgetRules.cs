namespace BirdeyeDiscovery;

/// <summary>Decides how far the work is stretched so that the budget lasts for the month, and forecasts what is spent. Pure.</summary>
/// <remarks>
/// The rate that is allowed is what is left divided by the time left. A level above it is left at once, for the first level below it. A
/// lower level is taken back only if it stays clearly below what is allowed, so that the level does not flap with the cost of single
/// cycles. What a month saves early is spent later.
/// </remarks>
internal static class BudgetRules
{
    /// <summary>A lower level of stretching may use this part of what the budget allows.</summary>
    private const double Margin = .95;

    /// <summary>
    /// How many of the dearest cycles the budget keeps back, so that the last cycles of a month are not cut short by one that costs more
    /// than the mean: an audit, or the first one of a process.
    /// </summary>
    private const double KeptBack = 2;

    /// <summary>
    /// The number of steps into which the rules of the budget cut the rest of the month; at each they decide how far the work is stretched.
    /// </summary>
    private const int Steps = 400;

    /// <summary>Decides the level of stretching that keeps the budget from now on.</summary>
    public static BudgetStretch Decide(BudgetInput input)
    {
        var levels = BudgetLevels.Of(input.Shape);
        return levels[Decide(levels, input, Rates(levels, input), Left(input), TimeLeft(input))];
    }

    /// <summary>Gets how far the budget stretches the work, now and in the forecast, if cycles go on to cost what they cost.</summary>
    public static BudgetForecast Forecast(BudgetInput input)
    {
        var levels = BudgetLevels.Of(input.Shape);
        var rates = Rates(levels, input);
        double left = Left(input), time = TimeLeft(input);
        var now = Decide(levels, input, rates, left, time);
        var (level, step) = (now, time / Steps);
        (BudgetStretch Level, DateTimeOffset At)? next = null;
        for (var index = 0; index < Steps && left > 0; index++)
        {
            var decided = Decide(levels, input with { Level = level }, rates, left, time);
            if (decided != level && next is null)
            {
                next = (levels[decided], input.Month.EndsAt - TimeSpan.FromSeconds(time));
            }

            level = decided;
            left -= Math.Min(left, rates[level] * step);
            time -= step;
        }

        return new BudgetForecast
        {
            UnitsPerMonth = input.Budget,
            Spent = input.Spent,
            IsUsedUp = Left(input) < input.Shape.FirstCost,
            ResetsAt = input.Month.EndsAt,
            ExpectedAtReset = Math.Max(input.Spent, input.Budget - (long)left),
            Stretch = levels[now],
            NextStretch = next?.Level,
            NextStretchAt = next?.At,
            Costs = input.Costs,
        };
    }

    /// <summary>Gets what a cycle costs on average at a level of stretching.</summary>
    public static double CostOf(BudgetStretch level, CycleCosts costs, BudgetShape shape)
    {
        var cycle = costs.At(level.TrendingLimit, shape.TrendingLimit) + (level.ReadsLongCandles ? costs.LongCandles : 0);
        return level.Audits && shape.AuditEvery > 0
            ? cycle + (Math.Max(0, costs.Audit - costs.Cycle) / shape.AuditEvery)
            : cycle;
    }

    private static int Decide(IReadOnlyList<BudgetStretch> levels, BudgetInput input, double[] rates, double left, double time)
    {
        var allowed = Math.Max(0, left - (KeptBack * Math.Max(input.Costs.Audit, input.Costs.Cycle))) / Math.Max(1, time);
        var level = Math.Clamp(input.Level, 0, levels.Count - 1);
        if (rates[level] > allowed)
        {
            while (level < levels.Count - 1 && rates[level] > allowed)
            {
                level++;
            }

            return level;
        }

        for (var lower = 0; lower < level; lower++)
        {
            if (rates[lower] <= Margin * allowed)
            {
                return lower;
            }
        }

        return level;
    }

    // Gets the rate at which each level of stretching spends compute units, in units a second.
    private static double[] Rates(IReadOnlyList<BudgetStretch> levels, BudgetInput input) =>
        [.. levels.Select(level => CostOf(level, input.Costs, input.Shape) / (input.Shape.Interval.TotalSeconds * level.IntervalFactor))];

    private static double Left(BudgetInput input) => Math.Max(0, input.Budget - input.Spent);

    private static double TimeLeft(BudgetInput input) => Math.Max(0, (input.Month.EndsAt - input.Now).TotalSeconds);
}
