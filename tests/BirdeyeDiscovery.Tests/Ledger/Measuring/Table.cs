using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger.Measuring;

/// <summary>Hourly cycles that are written out by hand.</summary>
internal static class Table
{
    public static DateTimeOffset Start { get; } = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Gets options for hourly cycles with a horizon of an hour: bought an hour after the scoring, sold an hour later.</summary>
    public static ScoreEvaluationOptions Hourly { get; } = Of(1);

    public static ScoreEvaluationOptions Of(params int[] hours) => new()
    {
        Horizons = [.. hours.Select(static hour => TimeSpan.FromHours(hour))],
        MaxPriceDelay = TimeSpan.FromHours(1),
    };

    /// <summary>Measures cycles, with an empty one behind them in which the last horizon is over.</summary>
    public static IReadOnlyList<ScoreReport> Measure(IEnumerable<ObservedCycle> cycles, ScoreEvaluationOptions? options = null)
    {
        var all = cycles.ToList();
        var end = new ObservedCycle { Timestamp = all[^1].Timestamp.AddHours(3), ScoreVersion = "1", OptionsHash = "h", Tokens = [] };
        return ScoreEvaluation.Measure([.. all, end], options ?? Hourly);
    }

    public static ObservedCycle Cycle(int hour, params ObservedToken[] tokens) =>
        new() { Timestamp = Start.AddHours(hour), ScoreVersion = "1", OptionsHash = "h", Tokens = tokens };

    public static ObservedToken Scored(string address, double total, double log) =>
        new() { Address = address, Total = total, PriceUsd = Math.Exp(log), LiquidityUsd = 50_000 };

    public static ObservedToken Seen(string address, double log, double liquidity = 50_000) =>
        new() { Address = address, PriceUsd = Math.Exp(log), LiquidityUsd = liquidity };

    /// <summary>Gets the table of the page docs/measuring-the-score.md: two scored cycles of five tokens, and the prices that followed.</summary>
    public static ObservedCycle[] OfThePage()
    {
        // Log prices by hour. The first price of each token is never used: the score knew it.
        double[][] logs = [[9, 0, 0.02, 0.00], [9, 0, 0.01, 0.00], [9, 0, 0.04, 0.04], [9, 0, 0.03, 0.04], [9, 0, 0.05, 0.07]];
        double[][] scores = [[1, 3], [2, 3], [3, 1], [4, 5], [5, 4]];
        string[] names = ["A", "B", "C", "D", "E"];
        return
        [
            .. Enumerable.Range(0, 4).Select(hour => Cycle(hour, [.. names.Select((name, token) =>
                hour < 2 ? Scored(name, scores[token][hour], logs[token][hour]) : Seen(name, logs[token][hour]))])),
        ];
    }
}
