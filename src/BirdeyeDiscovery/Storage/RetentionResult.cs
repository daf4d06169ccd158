namespace BirdeyeDiscovery.Storage;

/// <summary>Represents the result of dropping old history.</summary>
/// <param name="isPermitted">
/// Whether this connection may drop history. Where roles are separated, another role does this, and nothing was done.
/// </param>
/// <param name="dropped">What was dropped, one line each: names of partitions, or counts of rows by table.</param>
public sealed class RetentionResult(bool isPermitted, IReadOnlyList<string> dropped)
{
    /// <summary>
    /// Gets a value indicating whether this connection may drop history. Where roles are separated, another role does this, and nothing
    /// was done.
    /// </summary>
    public bool IsPermitted { get; } = isPermitted;

    /// <summary>Gets what was dropped, one line each: names of partitions, or counts of rows by table.</summary>
    public IReadOnlyList<string> Dropped { get; } = dropped;
}
