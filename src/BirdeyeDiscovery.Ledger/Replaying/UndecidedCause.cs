using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The causes for which a replay cannot decide on a token.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UndecidedCause>))]
public enum UndecidedCause
{
    /// <summary>
    /// The token is active in the replay, and the real cycle did not read it, because it was neither active nor on the list.
    /// </summary>
    NotRead = 1,

    /// <summary>The real cycle stopped reading the token at a gate or a bound that the replay has moved.</summary>
    NotReadInFull = 2,

    /// <summary>The token is due for removal in the replay, and the real cycle did not ask for its position.</summary>
    PositionNotRead = 3,
}
