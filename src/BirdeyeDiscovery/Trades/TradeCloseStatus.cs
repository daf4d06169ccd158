using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>Specifies the result of recording a trade.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TradeCloseStatus>))]
public enum TradeCloseStatus
{
    /// <summary>The trade was stored.</summary>
    Recorded = 1,

    /// <summary>A trade with this id and these figures was already stored; nothing changed.</summary>
    AlreadyRecorded = 2,

    /// <summary>A trade with this id and other figures was already stored. The stored one is kept, and this one is refused.</summary>
    Conflict = 3,
}
