namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>Holds what a cycle wrote, until its history is dropped.</summary>
internal sealed record MemoryHistoryRow<T>(long SnapshotId, DateTimeOffset Time, T Value);
