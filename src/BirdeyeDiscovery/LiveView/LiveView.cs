using System.Diagnostics;
using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>One whole cycle in the form that bots read (<c>discovery:view</c>).</summary>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
[DebuggerDisplay("{CycleTimestamp}: {Outcome}, {Scores.Count} scores")]
public sealed record LiveView
{
    private const int MaxCandidates = 1_000_000;

    // A live view is fresh for the duration of its cycle plus twice that duration or twice the interval, whichever is longer. Each is a
    // day at most, so a leader never publishes a view that is fresh for more than seven days.
    private const double MaxFreshSeconds = 7 * 86_400;

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

    /// <summary>Gets the cycle in one line.</summary>
    /// <returns>Such as <c>2026-03-01 12:00:00Z: Complete, 31 candidates, 5 active, 31 scores</c>.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{CycleTimestamp:u}: {Outcome}, {CandidateCount} candidates, {ActiveTokens?.Count} active, {Scores?.Count} scores");

    /// <summary>Gets whether a view that was read from a shared cache is complete and contains only possible values.</summary>
    internal bool IsPlausible() =>
        this is { ActiveTokens: not null, Scores: not null, CandidateCount: >= 0 and <= MaxCandidates }
        && Plausible.IsTime(CycleTimestamp)
        && FreshSeconds is null or (>= 0 and <= MaxFreshSeconds)
        && ActiveTokens.All(TokenAddress.IsValid)
        && Scores.All(static score => score is { Version: TokenScoreView.CurrentVersion } && score.IsPlausible());
}
