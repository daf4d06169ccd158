namespace BirdeyeDiscovery;

/// <summary>A row of <c>token_lifecycle_events</c>, the bot's feed.</summary>
public sealed record LifecycleEvent
{
    /// <summary>Gets the sequence number; 0 before it is stored.</summary>
    public long Id { get; init; }

    /// <summary>Gets the snapshot in which it happened; <see langword="null"/> outside of cycles.</summary>
    public long? SnapshotId { get; init; }

    /// <summary>Gets the mint address.</summary>
    public required string TokenAddress { get; init; }

    /// <summary>Gets what happened.</summary>
    public required LifecycleEventType EventType { get; init; }

    /// <summary>Gets the status before; set only when the status changed, and not for the first.</summary>
    public TokenStatus? FromStatus { get; init; }

    /// <summary>Gets the status after; set only when the status changed.</summary>
    public TokenStatus? ToStatus { get; init; }

    /// <summary>Gets why (<c>CODE</c> or <c>CODE: text</c>).</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the address under which the token goes on; <see langword="null"/> unless it migrated.</summary>
    public string? MigratedTo => EventType == LifecycleEventType.Migrated && Reason.StartsWith(ReasonCodes.Migrated + ": ", StringComparison.Ordinal)
        ? Reason[(ReasonCodes.Migrated.Length + 2)..].Split(' ', 2)[0]
        : null;

    /// <summary>Gets when: the time of the cycle, or of the seeding.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
