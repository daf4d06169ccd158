namespace BirdeyeDiscovery;

/// <summary>Something that keeps a token from being traded.</summary>
public enum TradeBlock
{
    /// <summary>The store did not answer: nothing is known, so nothing is allowed.</summary>
    StoreUnknown = 1,

    /// <summary>No token with this address is tracked.</summary>
    NotTracked = 2,

    /// <summary>The token goes on under another address.</summary>
    Moved = 3,

    /// <summary>It is paused.</summary>
    Paused = 4,

    /// <summary>It is removed.</summary>
    Removed = 5,

    /// <summary>It has not the history that trading needs yet.</summary>
    NotActivated = 6,

    /// <summary>It had no usable data for 15 cycles in a row.</summary>
    DataStale = 7,

    /// <summary>No good cycle within the last two intervals: what the store says may be out of date.</summary>
    NoRecentCycle = 8,
}
