using System.Diagnostics;

namespace BirdeyeDiscovery;

/// <summary>A row of <c>token_lifecycle_events</c>, the bot's feed.</summary>
[DebuggerDisplay("{Id}: {TokenAddress,nq} {EventType}, {Reason,nq}")]
public sealed record LifecycleEvent
{
    /// <summary>Gets the sequence number; 0 before it is stored.</summary>
    public long Id { get; init; }

    /// <summary>Gets the snapshot of the cycle that wrote the event; <see langword="null"/> outside of cycles.</summary>
    public long? SnapshotId { get; init; }

    /// <summary>Gets the mint address.</summary>
    public required string TokenAddress { get; init; }

    /// <summary>Gets the type of the event.</summary>
    public required LifecycleEventType EventType { get; init; }

    /// <summary>Gets the previous status; set only when the status changed, and not for the first status.</summary>
    public TokenStatus? FromStatus { get; init; }

    /// <summary>Gets the new status; set only when the status changed.</summary>
    public TokenStatus? ToStatus { get; init; }

    /// <summary>Gets the reason (<c>CODE</c> or <c>CODE: text</c>).</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the token's new address; <see langword="null"/> unless the token migrated.</summary>
    public string? MigratedTo =>
        EventType == LifecycleEventType.Migrated && Reason.StartsWith(ReasonCodes.Migrated + ": ", StringComparison.Ordinal)
            ? Reason[(ReasonCodes.Migrated.Length + 2)..].Split(' ', 2)[0]
            : null;

    /// <summary>Gets the time of the event: the time of the cycle, or of the seeding.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
