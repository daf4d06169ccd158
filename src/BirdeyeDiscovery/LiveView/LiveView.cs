using System.Diagnostics;

namespace BirdeyeDiscovery;

/// <summary>One whole cycle in the form that bots read (<c>discovery:view</c>).</summary>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
[DebuggerDisplay("{CycleTimestamp}: {Outcome}, {Scores.Count} scores")]
public sealed record LiveView
{
    /// <summary>Gets the time of the cycle.</summary>
    public required DateTimeOffset CycleTimestamp { get; init; }

    /// <summary>Gets the outcome of the cycle.</summary>
    public required CycleOutcome Outcome { get; init; }

    /// <summary>Gets the number of candidates that passed security.</summary>
    public required int CandidateCount { get; init; }

    /// <summary>Gets the addresses of the active tokens, in the order of their tracked numbers.</summary>
    public required IReadOnlyList<string> ActiveTokens { get; init; }

    /// <summary>Gets the scores, best rank first.</summary>
    public required IReadOnlyList<TokenScoreView> Scores { get; init; }

    /// <summary>
    /// Gets how many seconds the view stays fresh after its publication: until two cycles after its end, 0 when it was already stale.
    /// <see langword="null"/> when it is not specified. <c>discovery:fresh</c> exists for the same duration.
    /// </summary>
    public double? FreshSeconds { get; init; }
}
