namespace BirdeyeDiscovery.Ledger;

/// <summary>What was measured of one factor at one horizon.</summary>
public sealed class FactorReport
{
    /// <summary>Gets the factor.</summary>
    public required ScoreFactor Factor { get; init; }

    /// <summary>Gets the figures with dead tokens, which count with the floor return. The verdict is about these.</summary>
    public required FactorFigures Figures { get; init; }

    /// <summary>Gets the figures without the returns of dead tokens.</summary>
    public required FactorFigures WithoutDead { get; init; }

    /// <summary>Gets which share of the top, after the horizon, was not of the top before.</summary>
    public double? Turnover { get; init; }

    /// <summary>Gets the correlation of the ranks with those after the horizon, of the tokens that both cycles scored.</summary>
    public double? RankAutocorrelation { get; init; }

    /// <summary>Gets whether the factor predicts returns.</summary>
    public required ScoreVerdict Verdict { get; init; }

    /// <summary>Gets the verdict as a sentence with its figures.</summary>
    public required string Summary { get; init; }

    /// <summary>Gets how much more time is needed for a verdict, if only windows are missing.</summary>
    public TimeSpan MissingTime { get; init; }
}
