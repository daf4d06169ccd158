namespace BirdeyeDiscovery.Scoring;

/// <summary>What is known of the lock on a token's liquidity.</summary>
public enum LiquidityLock
{
    /// <summary>Nothing; the usual answer.</summary>
    Unknown = 0,

    /// <summary>It is locked.</summary>
    Locked = 1,

    /// <summary>It is known not to be locked.</summary>
    Unlocked = 2,
}
