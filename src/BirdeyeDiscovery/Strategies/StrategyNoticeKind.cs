using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Strategies;

/// <summary>The kind of a change in the live strategy of a token.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StrategyNoticeKind>))]
public enum StrategyNoticeKind
{
    /// <summary>An instance of this version is live.</summary>
    Live = 1,

    /// <summary>
    /// The factory created no instance of this version; the previous one, if any, keeps running. Creation is retried at each read of the
    /// store, and reported again only when it fails in another way.
    /// </summary>
    Failed = 2,

    /// <summary>The token is no longer active, or the host stops.</summary>
    Ended = 3,
}
