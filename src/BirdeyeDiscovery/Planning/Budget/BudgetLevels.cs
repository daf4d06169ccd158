namespace BirdeyeDiscovery;

/// <summary>
/// The levels by which work is stretched to keep the budget, in their order: long candles, audits, the interval, the length of the list. A
/// level that would change nothing is left out. Pure.
/// </summary>
internal static class BudgetLevels
{
    // The factors by which the budget stretches the interval. Apart from the first, each is at most 1.5 times the one before.
    private static readonly int[] Factors = [2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30];

    // The parts of the trending list that cycles read when the budget stretches them. A page of the list holds 20 tokens, so the first two
    // parts cut the default list of 50 from three pages to two and then to one.
    private static readonly double[] Depths = [.8, .4, .2, .1];

    public static IReadOnlyList<BudgetStretch> Of(BudgetShape shape)
    {
        var levels = new List<BudgetStretch> { new() { TrendingLimit = shape.TrendingLimit } };
        Add(levels[^1] with { ReadsLongCandles = false });
        if (shape.AuditEvery > 0)
        {
            Add(levels[^1] with { Audits = false });
        }

        foreach (var factor in Factors.Where(factor => factor < shape.MaxFactor).Append(shape.MaxFactor).Where(static factor => factor > 1))
        {
            Add(levels[^1] with { IntervalFactor = factor });
        }

        foreach (var depth in Depths)
        {
            var limit = Math.Max(1, (int)(shape.TrendingLimit * depth));
            if (limit < levels[^1].TrendingLimit)
            {
                Add(levels[^1] with { TrendingLimit = limit, LeavesOutCandidates = true });
            }
        }

        return levels;

        void Add(BudgetStretch level) => levels.Add(level with { Level = levels.Count });
    }
}
