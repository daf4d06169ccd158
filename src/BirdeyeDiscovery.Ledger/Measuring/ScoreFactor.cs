using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>What is measured against the returns that followed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScoreFactor>))]
public enum ScoreFactor
{
    /// <summary>The total score.</summary>
    Total,

    /// <summary>The momentum component.</summary>
    Momentum,

    /// <summary>The liquidity component.</summary>
    Liquidity,

    /// <summary>The volume component.</summary>
    Volume,

    /// <summary>The safety component.</summary>
    Safety,

    /// <summary>The trade-flow component.</summary>
    Flow,

    /// <summary>Whether the token was tracked after the cycle: 1 or 0. Its top are the tracked tokens.</summary>
    Tracked,
}
