namespace BirdeyeDiscovery;

/// <summary>What a cycle did, or would do, with a scored token.</summary>
public enum ScoreAction
{
    /// <summary>It enters the active set.</summary>
    Add = 1,

    /// <summary>It stays in the active set.</summary>
    Keep = 2,

    /// <summary>It leaves the active set.</summary>
    Remove = 3,

    /// <summary>Nothing.</summary>
    Skip = 4,
}
