namespace BirdeyeDiscovery.Strategies;

/// <summary>What happened to the live strategy of a token.</summary>
public enum StrategyNoticeKind
{
    /// <summary>An instance of this version is live.</summary>
    Live = 1,

    /// <summary>The factory made no instance of this version; the one before, if any, goes on. It is tried again at each look into the store, and told again only when it fails in another way.</summary>
    Failed = 2,

    /// <summary>The token is active no more, or the host stops.</summary>
    Ended = 3,
}
