namespace BirdeyeDiscovery;

/// <summary>The result of a comparison of this host's clock with others.</summary>
internal enum ClockVerdict
{
    /// <summary>The clock is right: the time of the store agrees, or the store has no clock and the API does not contradict.</summary>
    Right = 1,

    /// <summary>
    /// The time of the store differs and that of the API agrees with this host: the clock of the store is wrong, or this host runs on
    /// simulated time.
    /// </summary>
    StoreDiffers = 2,

    /// <summary>The time of the store differs, and that of the API is not known.</summary>
    Unsure = 3,

    /// <summary>The clock of this host differs from the store's, and no other clock agrees with it.</summary>
    OffStore = 4,

    /// <summary>The clock of this host differs from the API's, and the store has no clock of its own.</summary>
    OffApi = 5,

    /// <summary>The time of the store agrees and that of the API differs: this host leads, and both clocks may be wrong.</summary>
    ApiDiffers = 6,
}
