namespace BirdeyeDiscovery.Strategies;

/// <summary>What became of a change.</summary>
public enum StrategyChangeStatus
{
    /// <summary>It is stored as a new version.</summary>
    Changed = 1,

    /// <summary>A change of this id was stored before; nothing changed now.</summary>
    AlreadyChanged = 2,

    /// <summary>The token has this strategy already; nothing changed, and there is no new version.</summary>
    Unchanged = 3,

    /// <summary>Refused: the current version is not the expected one.</summary>
    VersionConflict = 4,

    /// <summary>Refused: the id belongs to another change.</summary>
    ChangeIdConflict = 5,

    /// <summary>Refused: the token is not tracked.</summary>
    NotTracked = 6,

    /// <summary>Refused: the token has no version of that number to go back to.</summary>
    VersionNotFound = 7,
}
