using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Storage;

/// <summary>Represents a time without a cycle between two successive cycles.</summary>
/// <param name="from">The time of the cycle before the pause.</param>
/// <param name="to">The time of the cycle after the pause.</param>
[method: JsonConstructor]
public readonly struct CyclePause(DateTimeOffset from, DateTimeOffset to)
{
    /// <summary>Gets the time of the cycle before the pause.</summary>
    public DateTimeOffset From { get; } = from;

    /// <summary>Gets the time of the cycle after the pause.</summary>
    public DateTimeOffset To { get; } = to;

    /// <summary>Gets the length of the pause.</summary>
    public TimeSpan Length => To - From;
}
