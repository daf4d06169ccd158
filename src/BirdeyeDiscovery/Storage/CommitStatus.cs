using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Storage;

/// <summary>Specifies the result of a commit.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommitStatus>))]
public enum CommitStatus
{
    /// <summary>The cycle was stored.</summary>
    Committed = 1,

    /// <summary>A cycle of that time was already stored; nothing changed.</summary>
    AlreadyCommitted = 2,

    /// <summary>A tracked token changed after it was read; nothing was written. The cycle must be planned again.</summary>
    Conflict = 3,

    /// <summary>The epoch is not the current one; nothing was written. This host is no longer the leader.</summary>
    Fenced = 4,
}
