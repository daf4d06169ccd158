using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The action that a cycle took, or would take, on a scored token.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScoreAction>))]
public enum ScoreAction
{
    /// <summary>The token enters the active set.</summary>
    Add = 1,

    /// <summary>The token stays in the active set.</summary>
    Keep = 2,

    /// <summary>The token leaves the active set.</summary>
    Remove = 3,

    /// <summary>The cycle does nothing with the token.</summary>
    Skip = 4,
}
