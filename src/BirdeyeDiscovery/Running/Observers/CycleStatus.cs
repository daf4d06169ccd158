using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>Specifies whether a cycle ran.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CycleStatus>))]
public enum CycleStatus
{
    /// <summary>The cycle ran; the snapshot contains its outcome.</summary>
    Ran = 1,

    /// <summary>The last committed cycle is less than one interval old.</summary>
    NotDue = 2,

    /// <summary>Another host leads, or took over during the cycle: nothing of the cycle was written.</summary>
    NotLeader = 3,

    /// <summary>A cycle was already running on this engine.</summary>
    AlreadyRunning = 4,

    /// <summary>
    /// The clock of this host is off by more than <see cref="StorageOptions.MaxClockSkew"/>: the host does not lead, and gave up leadership
    /// if it had it. The warnings contain the offset and the clock it refers to.
    /// </summary>
    ClockOff = 5,
}
