namespace BirdeyeDiscovery.Storage;

/// <summary>All that one cycle writes; a store commits it whole or not at all.</summary>
public sealed record CyclePlan
{
    /// <summary>Gets the snapshot row.</summary>
    public required SnapshotRecord Snapshot { get; init; }

    /// <summary>Gets the score rows, best rank first.</summary>
    public required IReadOnlyList<ScoreRecord> Scores { get; init; }

    /// <summary>Gets the rejection rows.</summary>
    public required IReadOnlyList<RejectionRecord> Rejections { get; init; }

    /// <summary>Gets the tracked tokens as they are to be, empty unless the mode is <see cref="DiscoveryMode.Manage"/>.</summary>
    /// <remarks>
    /// A store inserts a token it has not, and updates one whose stored <see cref="TrackedToken.Revision"/> equals the one given here, raising it by one.
    /// Trade counters and the strategy of a stored row are not written by these rows; the strategy of an inserted one becomes its version 1.
    /// </remarks>
    public required IReadOnlyList<TrackedToken> Tokens { get; init; }

    /// <summary>Gets the events, in order; empty unless the mode is <see cref="DiscoveryMode.Manage"/>.</summary>
    public required IReadOnlyList<LifecycleEvent> Events { get; init; }

    /// <summary>Gets the strategies that stored tokens are to have, empty unless the mode is <see cref="DiscoveryMode.Manage"/>.</summary>
    /// <remarks>
    /// A store writes each as a version of <c>strategy_config_versions</c> and in its row, if the row's version is still the expected one and no person has set
    /// it; otherwise the whole commit is a <see cref="CommitStatus.Conflict"/>.
    /// </remarks>
    public IReadOnlyList<StrategyAssignment> Strategies { get; init; } = [];

    /// <summary>Gets the compressed input from which the plan can be made again, or an empty block.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Refuses a plan whose snapshot counts other rows than it brings: the first thing that a store does with one.</summary>
    /// <param name="plan">The plan.</param>
    /// <exception cref="ArgumentException">A count differs from the number of rows; the message names both.</exception>
    public static void Check(CyclePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Snapshot.ScoredCount != plan.Scores.Count)
        {
            throw new ArgumentException($"ScoredCount is {plan.Snapshot.ScoredCount}, but the plan has {plan.Scores.Count} score rows.", nameof(plan));
        }

        if (plan.Snapshot.RejectedCount != plan.Rejections.Count)
        {
            throw new ArgumentException($"RejectedCount is {plan.Snapshot.RejectedCount}, but the plan has {plan.Rejections.Count} rejection rows.", nameof(plan));
        }
    }
}
