namespace BirdeyeDiscovery;

/// <summary>The reply to a request for a permit of the limits that the hosts of an account share.</summary>
/// <param name="Verdict">Whether the request may be sent.</param>
/// <param name="Wait">The time to wait before asking again.</param>
/// <param name="Generation">The generation of the state; a different number means that the previous state was lost.</param>
/// <param name="Age">The age of the state.</param>
/// <param name="Hosts">The number of shares whose hosts exist or may exist. The hosts of one store have one share together.</param>
/// <param name="Alive">The number of those shares of which a host was heard a moment ago, or may not have been able to report.</param>
/// <param name="Members">The number of shares of which a host uses the shared limits.</param>
/// <param name="Taken">The number of requests that count in the minute.</param>
/// <param name="PauseLeft">The time that remains of the account's pause.</param>
internal readonly record struct SharedReply(
    SharedVerdict Verdict, TimeSpan Wait, long Generation, TimeSpan Age, int Hosts, int Alive, int Members, int Taken, TimeSpan PauseLeft);
