namespace BirdeyeDiscovery;

/// <summary>What Redis answers.</summary>
/// <param name="Verdict">Whether the request may be sent.</param>
/// <param name="Wait">How long to wait before asking again.</param>
/// <param name="Generation">Which state this is; another number means that the former one was lost.</param>
/// <param name="Age">How long it has existed.</param>
/// <param name="Hosts">How many hosts there are or may be.</param>
/// <param name="Members">How many of them use the shared limits.</param>
/// <param name="Taken">How many requests count in the minute.</param>
/// <param name="PauseLeft">How long the account is paused.</param>
internal readonly record struct SharedReply(
    SharedVerdict Verdict, TimeSpan Wait, long Generation, TimeSpan Age, int Hosts, int Members, int Taken, TimeSpan PauseLeft);
