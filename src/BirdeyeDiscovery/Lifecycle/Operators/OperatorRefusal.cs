using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>Specifies why an operator's action is refused.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OperatorRefusal>))]
public enum OperatorRefusal
{
    /// <summary>The action is not refused.</summary>
    None = 0,

    /// <summary>No token with this address is or was tracked.</summary>
    NotTracked = 1,

    /// <summary>The token migrated to another address, which the message names.</summary>
    Moved = 2,

    /// <summary>The status of the token does not allow the action; the answer lists the allowed ones.</summary>
    Status = 3,

    /// <summary>A position is open; close it, or force the removal.</summary>
    PositionOpen = 4,

    /// <summary>It is not known whether a position is open, which counts as open.</summary>
    PositionUnknown = 5,

    /// <summary>The new address belongs to a token that is or was tracked.</summary>
    TargetTracked = 6,

    /// <summary>The new address is an earlier address of a token, so the chain would be circular.</summary>
    Circle = 7,

    /// <summary>The request id belongs to another action.</summary>
    RequestReused = 8,

    /// <summary>The strategy policy has no strategy for the token, which therefore cannot be tracked.</summary>
    StrategyUnknown = 9,
}
