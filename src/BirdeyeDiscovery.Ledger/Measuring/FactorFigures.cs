namespace BirdeyeDiscovery.Ledger;

/// <summary>What a factor and the returns that followed have to do with each other, at one horizon. Returns are log returns.</summary>
public sealed class FactorFigures
{
    private const double Z95 = NormalDistribution.Z95;

    // The .8 quantile of the standard normal distribution, for a factor test with a power of 80 %.
    private const double Z80 = 0.8416212335729143;

    /// <summary>Gets how many tokens had a factor and a return.</summary>
    public int Tokens { get; init; }

    /// <summary>Gets how many cycles count.</summary>
    public int Cycles { get; init; }

    /// <summary>Gets how many pairs of a token and a cycle count.</summary>
    public long Observations { get; init; }

    /// <summary>Gets how many windows of the horizon there are without overlap.</summary>
    public int IndependentWindows { get; init; }

    /// <summary>Gets the estimated time from one measuring window of a factor to the next; null without a window.</summary>
    internal TimeSpan? WindowInterval { get; init; }

    /// <summary>Gets the rank IC: the Spearman correlation within a cycle, over all cycles, each with the weight of its tokens.</summary>
    public double? RankIc { get; init; }

    /// <summary>Gets the standard error of the rank IC, by clusters of tokens; <see langword="null"/> with fewer than 20 tokens.</summary>
    public double? StandardError { get; init; }

    /// <summary>
    /// Gets the test statistic by clusters of tokens, Σu / √Σu², where u is what one token contributed; <see langword="null"/> with fewer
    /// than 20 tokens.
    /// </summary>
    public double? TStatistic { get; init; }

    /// <summary>Gets the probability of a rank IC that is at least as far from 0 when the factor predicts nothing.</summary>
    public double? PValue => TStatistic is { } t ? NormalDistribution.TwoSided(t) : null;

    /// <summary>Gets the interval of 95 % of the rank IC.</summary>
    public ConfidenceInterval? RankIcInterval =>
        RankIc is { } ic && StandardError is { } error ? new ConfidenceInterval(ic - (Z95 * error), ic + (Z95 * error)) : null;

    /// <summary>Gets the rank IC that would be found in 80 of 100 cases.</summary>
    public double? DetectableRankIc => StandardError * (Z95 + Z80);

    /// <summary>
    /// Gets the mean return of the top minus that of the rest, as a mean over the cycles. One broken price can decide it.
    /// </summary>
    public double? TopMinusRestMean { get; init; }

    /// <summary>Gets the median return of the top minus that of the rest, as a median over the cycles, within 1 %.</summary>
    public double? TopMinusRestMedian { get; init; }

    /// <summary>Gets in which share of the windows without overlap the median return of the top was above that of the rest.</summary>
    public double? HitRate { get; init; }

    /// <summary>Gets the interval of 95 % of the hit rate, by Wilson.</summary>
    public ConfidenceInterval? HitRateInterval { get; init; }

    /// <summary>Gets the probability with which these data would show a rank IC.</summary>
    /// <param name="rankIc">The true rank IC.</param>
    /// <returns>The power at 5 %, or <see langword="null"/> with fewer than 20 tokens.</returns>
    public double? PowerAt(double rankIc) => StandardError is { } error and > 0
        ? NormalDistribution.Cumulative((Math.Abs(rankIc) / error) - Z95) + NormalDistribution.Cumulative((-Math.Abs(rankIc) / error) - Z95)
        : null;
}
