using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>Specifies what keeps a token from being traded.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TradeBlock>))]
public enum TradeBlock
{
    /// <summary>The store did not answer. Nothing is known, so nothing is allowed.</summary>
    StoreUnknown = 1,

    /// <summary>No token with this address is tracked.</summary>
    NotTracked = 2,

    /// <summary>The token migrated to another address.</summary>
    Moved = 3,

    /// <summary>The token is paused.</summary>
    Paused = 4,

    /// <summary>The token is removed.</summary>
    Removed = 5,

    /// <summary>The token does not have the history that trading needs yet.</summary>
    NotActivated = 6,

    /// <summary>The token had no usable data for 15 cycles in a row, or none at all since it is tracked.</summary>
    DataStale = 7,

    /// <summary>There was no good cycle within the last two intervals, so the stored data may be out of date.</summary>
    NoRecentCycle = 8,
}
