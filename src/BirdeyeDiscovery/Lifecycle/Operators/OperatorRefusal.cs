namespace BirdeyeDiscovery;

/// <summary>Why an operator's action is refused.</summary>
public enum OperatorRefusal
{
    /// <summary>It is not refused.</summary>
    None = 0,

    /// <summary>No token with this address is or was tracked.</summary>
    NotTracked = 1,

    /// <summary>The token goes on under another address, which the message names.</summary>
    Moved = 2,

    /// <summary>Its status does not allow it; the answer lists what is allowed.</summary>
    Status = 3,

    /// <summary>A position is open; close it, or force the removal.</summary>
    PositionOpen = 4,

    /// <summary>Whether a position is open is not known, which counts as open.</summary>
    PositionUnknown = 5,

    /// <summary>The new address belongs to a token that is or was tracked.</summary>
    TargetTracked = 6,

    /// <summary>The new address is an old one of some token: the chain would lead in circles.</summary>
    Circle = 7,

    /// <summary>The request id belongs to another action.</summary>
    RequestReused = 8,
}
