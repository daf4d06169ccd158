using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Strategies;

/// <summary>The status of a change.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StrategyChangeStatus>))]
public enum StrategyChangeStatus
{
    /// <summary>The change is stored as a new version.</summary>
    Changed = 1,

    /// <summary>A change with this id was stored before; this call changed nothing.</summary>
    AlreadyChanged = 2,

    /// <summary>The token already has this strategy; nothing changed, and there is no new version.</summary>
    Unchanged = 3,

    /// <summary>Refused: the current version is not the expected one.</summary>
    VersionConflict = 4,

    /// <summary>Refused: the id belongs to another change.</summary>
    ChangeIdConflict = 5,

    /// <summary>Refused: the token is not tracked.</summary>
    NotTracked = 6,

    /// <summary>Refused: the token has no version with that number to return to.</summary>
    VersionNotFound = 7,
}
