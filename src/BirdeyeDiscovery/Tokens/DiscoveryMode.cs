namespace BirdeyeDiscovery;

/// <summary>What a cycle may write.</summary>
public enum DiscoveryMode
{
    /// <summary>Tracked tokens are loaded and checked, cycles run; only the seed tokens are written.</summary>
    ReadOnly = 1,

    /// <summary>Snapshots, scores and rejections are written, with the actions that would be taken; tracked tokens stay as they are.</summary>
    Record = 2,

    /// <summary>Everything.</summary>
    Manage = 3,
}
