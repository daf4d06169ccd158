namespace BirdeyeDiscovery;

/// <summary>What a cycle did and why.</summary>
public sealed record CycleResult
{
    /// <summary>Gets whether it ran.</summary>
    public required CycleStatus Status { get; init; }

    /// <summary>Gets the snapshot; <see langword="null"/> when nothing ran. Its number is 0 in <see cref="DiscoveryMode.ReadOnly"/>.</summary>
    public SnapshotRecord? Snapshot { get; init; }

    /// <summary>Gets the scores, best rank first, tokens without a rank last.</summary>
    public IReadOnlyList<ScoreRecord> Scores { get; init; } = [];

    /// <summary>Gets the candidates that were not scored and why.</summary>
    public IReadOnlyList<RejectionRecord> Rejections { get; init; } = [];

    /// <summary>Gets the events of the cycle, in order.</summary>
    public IReadOnlyList<LifecycleEvent> Events { get; init; } = [];

    /// <summary>Gets the active tokens after the cycle.</summary>
    public IReadOnlyList<TrackedToken> ActiveTokens { get; init; } = [];

    /// <summary>Gets the time of the last committed cycle, by this host or another.</summary>
    public DateTimeOffset? LastCycle { get; init; }

    /// <summary>Gets when the next cycle is due.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>Gets what is worth a person's attention, cleaned and without secrets.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
