namespace BirdeyeDiscovery.Storage;

/// <summary>Represents the result of dropping old history.</summary>
/// <param name="IsPermitted">
/// Whether this connection may drop history. Where roles are separated, another role does this, and nothing was done.
/// </param>
/// <param name="Dropped">What was dropped, one line each: names of partitions, or counts of rows by table.</param>
public sealed record RetentionResult(bool IsPermitted, IReadOnlyList<string> Dropped);
