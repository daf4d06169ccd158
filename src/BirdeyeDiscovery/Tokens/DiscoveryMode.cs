using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The data that a cycle may write.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DiscoveryMode>))]
public enum DiscoveryMode
{
    /// <summary>Tracked tokens are loaded and checked, and cycles run; only the seed tokens are written.</summary>
    ReadOnly = 1,

    /// <summary>
    /// Snapshots, scores and rejections are written, with the actions that would be taken; tracked tokens are not changed.
    /// </summary>
    Record = 2,

    /// <summary>Everything is written.</summary>
    Manage = 3,
}
