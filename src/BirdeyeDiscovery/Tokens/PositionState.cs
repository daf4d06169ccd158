using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The state of a token's positions.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PositionState>))]
public enum PositionState
{
    /// <summary>The state is not known; it is treated as open.</summary>
    Unknown = 0,

    /// <summary>No position is open.</summary>
    Flat = 1,

    /// <summary>At least one position is open.</summary>
    Open = 2,
}
