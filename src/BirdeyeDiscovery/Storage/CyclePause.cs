using System.Globalization;
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

    /// <summary>Gets the pause in one line.</summary>
    /// <returns>Such as <c>2026-03-01 12:00:00Z to 2026-03-01 14:30:00Z, 02:30:00</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:u} to {To:u}, {Length}");
}
