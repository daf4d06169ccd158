namespace BirdeyeDiscovery;

/// <summary>The verdicts of Redis on a request; the numbers are those of the script.</summary>
internal enum SharedVerdict
{
    /// <summary>The request may be sent.</summary>
    Go = 0,

    /// <summary>The host must ask again after the wait.</summary>
    Wait = 1,

    /// <summary>The API asked for a pause; the host must ask again after it.</summary>
    Paused = 2,

    /// <summary>Hosts joined or left; the host must ask again with the new numbers.</summary>
    HostsChanged = 3,

    /// <summary>The state is not the one that the host relies on.</summary>
    StateLost = 4,
}
