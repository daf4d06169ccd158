namespace BirdeyeDiscovery;

/// <summary>What a comparison of clocks says of this host's.</summary>
internal enum ClockVerdict
{
    /// <summary>It is right: the store's time agrees, or there is none and the API's does not contradict.</summary>
    Right = 1,

    /// <summary>The store's time differs and the API's agrees with this host: the host is right, the store's clock is not, or the host's runs on simulated time.</summary>
    StoreDiffers = 2,

    /// <summary>The store's time differs, and nothing is known of the API's.</summary>
    Unsure = 3,

    /// <summary>It is off the store's time, and no other clock agrees with it.</summary>
    OffStore = 4,

    /// <summary>It is off the API's time, and the store has no clock of its own.</summary>
    OffApi = 5,
}
