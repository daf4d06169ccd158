namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents the total scores of a token in a span of time.</summary>
public sealed class ScorePoint
{
    /// <summary>Gets the start of the span.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Gets the number of cycles that scored the token.</summary>
    public int Cycles { get; init; }

    /// <summary>Gets the lowest total.</summary>
    public double Lowest { get; init; }

    /// <summary>Gets the mean of the totals.</summary>
    public double Mean { get; init; }

    /// <summary>Gets the highest total.</summary>
    public double Highest { get; init; }
}
