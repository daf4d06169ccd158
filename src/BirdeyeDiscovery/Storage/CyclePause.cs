namespace BirdeyeDiscovery.Storage;

/// <summary>Represents a time without a cycle between two successive cycles.</summary>
/// <param name="From">The time of the cycle before the pause.</param>
/// <param name="To">The time of the cycle after the pause.</param>
public readonly record struct CyclePause(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Gets the length of the pause.</summary>
    public TimeSpan Length => To - From;
}
