using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Scoring;

/// <summary>The lock state of a token's liquidity.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LiquidityLock>))]
public enum LiquidityLock
{
    /// <summary>Nothing is known; this is the usual answer.</summary>
    Unknown = 0,

    /// <summary>The liquidity is locked.</summary>
    Locked = 1,

    /// <summary>The liquidity is known not to be locked.</summary>
    Unlocked = 2,
}
