namespace BirdeyeDiscovery;

/// <summary>The limits of reading stored snapshots in pages.</summary>
internal static class SnapshotPages
{
    /// <summary>The largest number of stored snapshots that one call returns.</summary>
    public const int Most = 10_000;
}
