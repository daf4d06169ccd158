namespace BirdeyeDiscovery;

/// <summary>The state that a host reports when it asks the account's shared rate limits for a permit.</summary>
/// <param name="Request">The identity of the request to be sent; empty when the host only reports that it is alive.</param>
/// <param name="IsMember">Whether the host uses the shared limits and not its own part of them.</param>
/// <param name="Generation">The generation of the shared state that the host relies on.</param>
/// <param name="Hosts">The number of shares that this host knows of.</param>
/// <param name="Members">The number of shares among them that have a member.</param>
/// <param name="Remembered">The number of shares that it remembers from before the state was lost.</param>
/// <param name="Share">The share that the host belongs to; empty when it has one of its own.</param>
/// <param name="Limits">The limits of the account.</param>
internal readonly record struct SharedAsk(
    string Request, bool IsMember, long Generation, int Hosts, int Members, int Remembered, string Share, RateLimits Limits);
