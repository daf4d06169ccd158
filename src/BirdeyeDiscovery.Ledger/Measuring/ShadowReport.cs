namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// What was measured of a shadow scorer at one horizon, beside the score: on the same tokens of the same cycles, with the same returns.
/// </summary>
public sealed class ShadowReport
{
    /// <summary>Gets the name of the shadow scorer.</summary>
    public required string Scorer { get; init; }

    /// <summary>Gets the version of its model. Two versions are never mixed.</summary>
    public required string ScorerVersion { get; init; }

    /// <summary>Gets the hash of its options. Two sets of options are never mixed.</summary>
    public required string OptionsHash { get; init; }

    /// <summary>Gets the figures of the shadow's total.</summary>
    public required FactorFigures Figures { get; init; }

    /// <summary>Gets the figures of the score's total on the same tokens and cycles.</summary>
    public required FactorFigures ScoreFigures { get; init; }

    /// <summary>
    /// Gets the difference: its <see cref="FactorFigures.RankIc"/> is that of the shadow minus that of the score, and its error and test
    /// are those of the paired difference, by clusters of tokens. It has no top, no rest and no hit rate.
    /// </summary>
    public required FactorFigures Difference { get; init; }

    /// <summary>
    /// Gets whether the shadow is better (<see cref="ScoreVerdict.Yes"/>) or worse (<see cref="ScoreVerdict.Reversed"/>) than the score.
    /// </summary>
    public required ScoreVerdict Verdict { get; init; }

    /// <summary>Gets the verdict as a sentence with its figures.</summary>
    public required string Summary { get; init; }
}
