using System.Diagnostics;

namespace BirdeyeDiscovery.Storage;

/// <summary>Represents all that one cycle writes. A store commits it completely or not at all.</summary>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
[DebuggerDisplay("{Snapshot.CycleTimestamp}: {Scores.Count} scores, {Tokens.Count} tokens, {Events.Count} events")]
public sealed record CyclePlan
{
    /// <summary>Gets the snapshot row.</summary>
    public required SnapshotRecord Snapshot { get; init; }

    /// <summary>Gets the score rows, best rank first.</summary>
    public required IReadOnlyList<ScoreRecord> Scores { get; init; }

    /// <summary>Gets the rejection rows.</summary>
    public required IReadOnlyList<RejectionRecord> Rejections { get; init; }

    /// <summary>Gets the tracked tokens in their new state. Empty unless the mode is <see cref="DiscoveryMode.Manage"/>.</summary>
    /// <remarks>
    /// A store inserts a token that it does not have, and updates one whose stored <see cref="TrackedToken.Revision"/> equals the one given
    /// here; the update increases the revision by one. These rows do not change the trade counters or the strategy of a stored row; the
    /// strategy of an inserted row becomes its version 1.
    /// </remarks>
    public required IReadOnlyList<TrackedToken> Tokens { get; init; }

    /// <summary>Gets the events, in order; empty unless the mode is <see cref="DiscoveryMode.Manage"/>.</summary>
    public required IReadOnlyList<LifecycleEvent> Events { get; init; }

    /// <summary>Gets the new strategies of stored tokens. Empty unless the mode is <see cref="DiscoveryMode.Manage"/>.</summary>
    /// <remarks>
    /// A store writes each strategy as a version in <c>strategy_config_versions</c> and in the row of its token, if the version of the row
    /// is still the expected one and no person has set the strategy. Otherwise the whole commit is a <see cref="CommitStatus.Conflict"/>.
    /// </remarks>
    public IReadOnlyList<StrategyAssignment> Strategies { get; init; } = [];

    /// <summary>Gets the scores of the shadow scorers, each token of each scorer once. They belong to no decision.</summary>
    /// <remarks>
    /// A store writes them with the other rows of the cycle, and returns them with <see cref="IDiscoveryHistory.GetCyclesAsync"/>. A plan
    /// that is made again from its stored input has none.
    /// </remarks>
    public IReadOnlyList<ShadowScoreRecord> ShadowScores { get; init; } = [];

    /// <summary>Gets the compressed input from which the plan can be recomputed, or an empty block.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Throws if the counts of the snapshot differ from the rows of the plan. A store calls this before anything else.</summary>
    /// <param name="plan">The plan.</param>
    /// <exception cref="ArgumentException">A count differs from the number of rows; the message names both.</exception>
    public static void Check(CyclePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Snapshot.ScoredCount != plan.Scores.Count)
        {
            throw new ArgumentException(
                $"ScoredCount is {plan.Snapshot.ScoredCount}, but the plan has {plan.Scores.Count} score rows.",
                nameof(plan));
        }

        if (plan.Snapshot.RejectedCount != plan.Rejections.Count)
        {
            throw new ArgumentException(
                $"RejectedCount is {plan.Snapshot.RejectedCount}, but the plan has {plan.Rejections.Count} rejection rows.",
                nameof(plan));
        }
    }
}
