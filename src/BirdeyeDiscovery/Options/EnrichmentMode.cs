using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Configuration;

/// <summary>Which candidates of a cycle are read in full.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EnrichmentMode>))]
public enum EnrichmentMode
{
    /// <summary>Every candidate that passes the cheap gates and the security gates.</summary>
    Full = 0,

    /// <summary>
    /// Active tokens, and the candidates that could still change who enters, stays or leaves, the most promising first. The others are
    /// rejected with <see cref="ReasonCodes.Outranked"/>.
    /// </summary>
    Staged = 1,
}
