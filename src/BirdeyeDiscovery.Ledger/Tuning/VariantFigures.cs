namespace BirdeyeDiscovery.Ledger;

/// <summary>The figures of a tuning variant on one part of the history.</summary>
/// <param name="Tokens">The number of tokens.</param>
/// <param name="Windows">The number of windows without overlap.</param>
/// <param name="RankIc">The rank IC.</param>
/// <param name="TStatistic">The test statistic of the rank IC against 0, by clusters of tokens.</param>
/// <param name="DifferenceT">The test statistic of the rank IC against that of the current options, by clusters of tokens.</param>
/// <param name="CurrentRankIc">The rank IC of the current options on the same tokens and cycles.</param>
internal sealed record VariantFigures(
    int Tokens, int Windows, double? RankIc, double? TStatistic, double? DifferenceT, double? CurrentRankIc = null)
{
    /// <summary>Gets the two-sided p-value of the variant's <see cref="DifferenceT"/>.</summary>
    public double? PValue => DifferenceT is { } t ? NormalDistribution.TwoSided(t) : null;

    public bool IsEnough => Tokens >= ScoreEvaluation.MinTokens && Windows >= ScoreEvaluation.MinWindows;

    public TrialFigures ToTrial() => new()
    {
        Tokens = Tokens,
        Windows = Windows,
        Value = RankIc,
        TStatistic = DifferenceT,
        PValue = PValue,
    };
}
