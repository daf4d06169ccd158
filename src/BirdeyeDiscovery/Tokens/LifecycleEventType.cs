using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The events of a tracked token.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LifecycleEventType>))]
public enum LifecycleEventType
{
    /// <summary>
    /// The token entered, for the first time or again after removal. An event without statuses means that an existing row became permanent
    /// as a seed.
    /// </summary>
    Added = 1,

    /// <summary>The token returned from a pause.</summary>
    Resumed = 2,

    /// <summary>The token left the active set.</summary>
    Paused = 3,

    /// <summary>The token is kept only for its history.</summary>
    Removed = 4,

    /// <summary>The token has the history that trading needs.</summary>
    Activated = 5,

    /// <summary>The token's strategy changed.</summary>
    StrategyChanged = 6,

    /// <summary>The token moved to another address.</summary>
    Migrated = 7,
}
