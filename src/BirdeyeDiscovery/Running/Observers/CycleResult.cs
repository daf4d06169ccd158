using System.Diagnostics;

namespace BirdeyeDiscovery;

/// <summary>The result of a cycle, with its reasons.</summary>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
[DebuggerDisplay("{Status}: {Scores.Count} scores, {Events.Count} events")]
public sealed record CycleResult
{
    /// <summary>Gets whether the cycle ran.</summary>
    public required CycleStatus Status { get; init; }

    /// <summary>
    /// Gets the snapshot; <see langword="null"/> when no cycle ran. Its number is 0 in <see cref="DiscoveryMode.ReadOnly"/>.
    /// </summary>
    public SnapshotRecord? Snapshot { get; init; }

    /// <summary>Gets the scores, best rank first, tokens without a rank last.</summary>
    public IReadOnlyList<ScoreRecord> Scores { get; init; } = [];

    /// <summary>Gets the candidates that were not scored, with the reasons.</summary>
    public IReadOnlyList<RejectionRecord> Rejections { get; init; } = [];

    /// <summary>Gets the events of the cycle, in order.</summary>
    public IReadOnlyList<LifecycleEvent> Events { get; init; } = [];

    /// <summary>Gets the active tokens after the cycle.</summary>
    public IReadOnlyList<TrackedToken> ActiveTokens { get; init; } = [];

    /// <summary>Gets the paused tokens after the cycle, each with the reason for its status. A person may still hold them.</summary>
    public IReadOnlyList<TrackedToken> PausedTokens { get; init; } = [];

    /// <summary>Gets the time of the last committed cycle, of this host or another.</summary>
    public DateTimeOffset? LastCycle { get; init; }

    /// <summary>Gets the time at which the next cycle is due.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>Gets the warnings that need a person's attention, sanitized and without secrets.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
