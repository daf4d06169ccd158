namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents the report of a period as data.</summary>
public sealed class LedgerReport
{
    /// <summary>The number of days, up to the end of the report's period, that the report's queries over trades cover.</summary>
    internal const int DaysOfQueries = 30;

    /// <summary>Gets the start of the period, inclusive.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Gets the end of the period, exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Gets the length of each of <see cref="Periods"/>.</summary>
    public TimeSpan Step { get; init; }

    /// <summary>Gets the tokens that are active or paused now: active ones first, the highest score first.</summary>
    public required IReadOnlyList<TrackedTokenReport> Tokens { get; init; }

    /// <summary>Gets why the tokens have no explanation; <see langword="null"/> if they have one.</summary>
    public string? WhyNotExplained { get; init; }

    /// <summary>Gets what the cycles did, in equal spans of time from the first cycle of the period on.</summary>
    public required IReadOnlyList<CyclePeriod> Periods { get; init; }

    /// <summary>Gets how often candidates were rejected, by stage and reason, the most frequent first.</summary>
    public required IReadOnlyList<RejectionCount> Rejections { get; init; }

    /// <summary>Gets the newest cycles that failed or were degraded, newest first; at most 20.</summary>
    public required IReadOnlyList<CycleFailure> Failures { get; init; }

    /// <summary>Gets what the score was worth: one report for each score version with each options hash.</summary>
    public required IReadOnlyList<ScoreReport> Scores { get; init; }

    /// <summary>Gets whether high scores were profitable: the query "Discovery effectiveness".</summary>
    public required IReadOnlyList<ScoreTierEffectiveness> Effectiveness { get; init; }

    /// <summary>Gets the tokens that earned the most: the query "Top performing tokens (last 30 days)".</summary>
    public required IReadOnlyList<TopPerformer> TopPerformers { get; init; }

    /// <summary>Gets what each strategy earned in each category: the query "Strategy performance by category".</summary>
    public required IReadOnlyList<CategoryPerformance> Categories { get; init; }

    /// <summary>Gets the same by trades, with how much is known about it.</summary>
    public required IReadOnlyList<StrategyByCategory> Strategies { get; init; }

    /// <summary>
    /// Gets the strategies of each category over the last 30 days: the query "Compare momentum vs aggressive_momentum for midcaps", for
    /// every category and every strategy.
    /// </summary>
    public required IReadOnlyList<CategoryComparison> Comparisons { get; init; }

    /// <summary>Gets the scores of one token over the last week: the query "Score history over last week".</summary>
    public TokenScoreHistory? History { get; init; }
}
