namespace BirdeyeDiscovery;

/// <summary>The verdicts of the account's shared limits on a request; the numbers are those of the script in Redis.</summary>
internal enum SharedVerdict
{
    /// <summary>The shared limits allow the request.</summary>
    Go = 0,

    /// <summary>The host must ask the shared limits again after the wait.</summary>
    Wait = 1,

    /// <summary>The API asked for a pause; the host must ask the shared limits again after it.</summary>
    Paused = 2,

    /// <summary>Hosts joined or left the shared limits; the host must ask again with the new numbers.</summary>
    HostsChanged = 3,

    /// <summary>The shared limits have lost the state that the host relies on.</summary>
    StateLost = 4,
}
