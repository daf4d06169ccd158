namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Judges options in tuning by the returns of their closed trades and by how many variants were tried: the deflated Sharpe ratio.
/// </summary>
/// <remarks>
/// The kept trials were not evaluated by trades, so the variance of their Sharpe ratios is not known. It is taken as 1 / (n − 1), that of
/// worthless variants over n trades.
/// </remarks>
internal sealed record TradeYardstick
{
    /// <summary>The fewest trades for which tuning judges a set of options by its deflated Sharpe ratio.</summary>
    public const int MinTrades = 30;

    public required string ScoreVersion { get; init; }

    public required string OptionsHash { get; init; }

    /// <summary>Gets the number of trades by which tuning judges these options: those opened under them, with a return.</summary>
    public required int Trades { get; init; }

    public required double MeanReturn { get; init; }

    /// <summary>
    /// Gets the Sharpe ratio per trade under these options, not annualised; null with fewer than 30 trades or equal returns.
    /// </summary>
    public double? Sharpe { get; init; }

    /// <summary>Gets the Sharpe ratio that the best of as many worthless variants as were tried would be expected to show.</summary>
    public double? Threshold { get; init; }

    /// <summary>
    /// Gets the probability that the true Sharpe ratio of the trades is above the threshold that the number of variants demands.
    /// </summary>
    public double? Probability { get; init; }

    /// <summary>
    /// Groups trades by the options under which they were opened, and judges each set of options by the number of tuning trials.
    /// </summary>
    /// <param name="trades">The trades with their returns as fractions.</param>
    /// <param name="trials">The number of variants that were ever tried.</param>
    public static IReadOnlyList<TradeYardstick> Of(
        IEnumerable<(string ScoreVersion, string OptionsHash, double Return)> trades, long trials) =>
    [
        .. trades.GroupBy(static trade => (trade.ScoreVersion, trade.OptionsHash))
            .OrderByDescending(static group => group.Count())
            .ThenBy(static group => group.Key.OptionsHash, StringComparer.Ordinal)
            .Select(group => Judge(group.Key, [.. group.Select(static trade => trade.Return)], trials)),
    ];

    private static TradeYardstick Judge((string ScoreVersion, string OptionsHash) key, double[] returns, long trials)
    {
        var (count, mean) = (returns.Length, returns.Average());
        var found = new TradeYardstick
        {
            ScoreVersion = key.ScoreVersion,
            OptionsHash = key.OptionsHash,
            Trades = count,
            MeanReturn = mean,
        };
        var variance = returns.Average(value => Math.Pow(value - mean, 2));
        if (count < MinTrades || variance < 1e-18)
        {
            return found;
        }

        var deviation = Math.Sqrt(variance);
        var sharpe = mean / deviation;
        var (threshold, probability) = TrialStatistics.DeflatedSharpe(
            sharpe,
            count,
            returns.Average(value => Math.Pow((value - mean) / deviation, 3)),
            returns.Average(value => Math.Pow((value - mean) / deviation, 4)),
            (int)Math.Clamp(trials, 1, int.MaxValue),
            1.0 / (count - 1));
        return found with { Sharpe = sharpe, Threshold = threshold, Probability = probability };
    }
}
