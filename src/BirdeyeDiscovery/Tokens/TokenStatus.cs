namespace BirdeyeDiscovery;

/// <summary>Where a tracked token stands.</summary>
public enum TokenStatus
{
    /// <summary>Traded.</summary>
    Active = 1,

    /// <summary>No new entries; what was known of it is kept.</summary>
    Paused = 2,

    /// <summary>Kept for its history only.</summary>
    Removed = 3,
}
