namespace BirdeyeDiscovery;

/// <summary>What happened to a tracked token.</summary>
public enum LifecycleEventType
{
    /// <summary>It entered, for the first time or again after removal; without statuses: a row that was there already became permanent as a seed.</summary>
    Added = 1,

    /// <summary>It returned from a pause.</summary>
    Resumed = 2,

    /// <summary>It left the active set.</summary>
    Paused = 3,

    /// <summary>It is kept for its history only.</summary>
    Removed = 4,

    /// <summary>It has the history that trading needs.</summary>
    Activated = 5,

    /// <summary>Its strategy changed.</summary>
    StrategyChanged = 6,

    /// <summary>It moved to another address.</summary>
    Migrated = 7,
}
