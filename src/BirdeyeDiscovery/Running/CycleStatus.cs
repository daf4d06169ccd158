namespace BirdeyeDiscovery;

/// <summary>Whether a cycle ran.</summary>
public enum CycleStatus
{
    /// <summary>It ran; the snapshot says how it went.</summary>
    Ran = 1,

    /// <summary>The last committed cycle is not an interval old.</summary>
    NotDue = 2,

    /// <summary>Another host leads, or took over while the cycle ran: nothing of it was written.</summary>
    NotLeader = 3,

    /// <summary>A cycle was running on this engine already.</summary>
    AlreadyRunning = 4,

    /// <summary>
    /// This host's clock is off by more than <see cref="StorageOptions.MaxClockSkew"/>: it does not lead, and gave leadership up if it had it. The warnings
    /// say by how much, and of which clock.
    /// </summary>
    ClockOff = 5,
}
