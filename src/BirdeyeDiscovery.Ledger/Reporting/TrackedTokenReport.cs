namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents a token that is active or paused now, and why.</summary>
public sealed class TrackedTokenReport
{
    /// <summary>Gets the row of the token.</summary>
    public required TrackedToken Token { get; init; }

    /// <summary>Gets since when the token has its status, if its event is within the period.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Gets the newest score of the period; <see langword="null"/> if there is none.</summary>
    public ScoreHistoryEntry? Score { get; init; }

    /// <summary>
    /// Gets what the newest cycle decided on the token; <see langword="null"/> beyond <see cref="LedgerReportOptions.MaxTokens"/> and if
    /// <see cref="LedgerReport.WhyNotExplained"/> says why not.
    /// </summary>
    public TokenExplanation? Explanation { get; init; }

    /// <summary>Gets why the token has its status, in sentences.</summary>
    public required IReadOnlyList<string> Why { get; init; }

    /// <summary>Gets the scores, one point for each span of time that has one; empty beyond the limit.</summary>
    public IReadOnlyList<ScorePoint> Scores { get; init; } = [];

    /// <summary>Gets the changes of the token within the period, newest first; empty beyond the limit.</summary>
    public IReadOnlyList<LifecycleEvent> Events { get; init; } = [];
}
