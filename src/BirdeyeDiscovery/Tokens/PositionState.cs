namespace BirdeyeDiscovery;

/// <summary>Whether a position is open.</summary>
public enum PositionState
{
    /// <summary>Not known; treated as open.</summary>
    Unknown = 0,

    /// <summary>None is open.</summary>
    Flat = 1,

    /// <summary>At least one is open.</summary>
    Open = 2,
}
