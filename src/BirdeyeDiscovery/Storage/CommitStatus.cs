namespace BirdeyeDiscovery.Storage;

/// <summary>What became of a commit.</summary>
public enum CommitStatus
{
    /// <summary>It is stored.</summary>
    Committed = 1,

    /// <summary>A cycle of that time was stored before; nothing changed.</summary>
    AlreadyCommitted = 2,

    /// <summary>A tracked token changed since it was read; nothing was written, plan again.</summary>
    Conflict = 3,

    /// <summary>The epoch is not the current one; nothing was written, leadership is lost.</summary>
    Fenced = 4,
}
