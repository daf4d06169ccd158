namespace BirdeyeDiscovery;

/// <summary>The limits of reading snapshots in pages.</summary>
internal static class SnapshotPages
{
    /// <summary>The largest number of snapshots that one call returns.</summary>
    public const int Most = 10_000;
}
