namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents the score of a token in a cycle, with all that led to it.</summary>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
public sealed record ScoreFinding
{
    /// <summary>Gets the total, with the worst values of all missing inputs.</summary>
    public required decimal Total { get; init; }

    /// <summary>Gets the total with the best values of all missing inputs; for a token that was active only.</summary>
    public decimal? Highest { get; init; }

    /// <summary>Gets the five components.</summary>
    public required IReadOnlyList<ScorePart> Parts { get; init; }

    /// <summary>
    /// Gets the weighted sum before the caps; <see langword="null"/> for a host's own scorer, whose weights are not known.
    /// </summary>
    public double? Sum { get; init; }

    /// <summary>Gets the caps; empty for a host's own scorer.</summary>
    public IReadOnlyList<ScoreCap> Caps { get; init; } = [];

    /// <summary>Gets how much of the input was known, 0 to 1.</summary>
    public required double Coverage { get; init; }

    /// <summary>Gets the coverage that a rank needs.</summary>
    public required double MinCoverage { get; init; }

    /// <summary>Gets the names of the inputs that were missing.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Gets the calls that failed for this token.</summary>
    public IReadOnlyList<string> FailedCalls { get; init; } = [];

    /// <summary>Gets the rank among all ranked tokens; <see langword="null"/> if there is none or an unread token may be better.</summary>
    public int? Rank { get; init; }

    /// <summary>Gets the rank among the tokens that are not permanent, by which tokens enter and stay.</summary>
    public int? SlotRank { get; init; }

    /// <summary>Gets the notes of the scorer.</summary>
    public ScoreNotes Notes { get; init; }
}
