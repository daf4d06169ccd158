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
}
