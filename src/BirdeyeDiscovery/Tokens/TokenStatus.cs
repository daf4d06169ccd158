using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The status of a tracked token.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TokenStatus>))]
public enum TokenStatus
{
    /// <summary>The token is traded.</summary>
    Active = 1,

    /// <summary>The token gets no new entries; its data is kept.</summary>
    Paused = 2,

    /// <summary>The token is kept only for its history.</summary>
    Removed = 3,
}
