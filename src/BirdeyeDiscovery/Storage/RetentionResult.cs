namespace BirdeyeDiscovery.Storage;

/// <summary>What a call for dropping old history did.</summary>
/// <param name="IsPermitted">Whether this connection may drop history; with roles of their own it is another role's work, and nothing was done.</param>
/// <param name="Dropped">What was dropped, one line each: names of partitions, or counts of rows by table.</param>
public sealed record RetentionResult(bool IsPermitted, IReadOnlyList<string> Dropped);
