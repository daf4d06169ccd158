namespace BirdeyeDiscovery;

/// <summary>What Redis says to a host that wants to send a request; the numbers are those of the script.</summary>
internal enum SharedVerdict
{
    /// <summary>Send it.</summary>
    Go = 0,

    /// <summary>Ask again after the wait.</summary>
    Wait = 1,

    /// <summary>The API asked for a pause; ask again after it.</summary>
    Paused = 2,

    /// <summary>Hosts came or went: ask again with the new numbers.</summary>
    HostsChanged = 3,

    /// <summary>The state is not the one that the host relied on.</summary>
    StateLost = 4,
}
