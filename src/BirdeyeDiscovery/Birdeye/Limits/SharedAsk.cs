namespace BirdeyeDiscovery;

/// <summary>What a host says of itself when it asks.</summary>
/// <param name="Request">The identity of the request to be sent; empty when the host only shows itself.</param>
/// <param name="IsMember">Whether it uses the shared limits, rather than its own part of them.</param>
/// <param name="Generation">The state that it relies on.</param>
/// <param name="Hosts">How many hosts it believes there are.</param>
/// <param name="Members">How many of them it believes to be members.</param>
/// <param name="Remembered">How many it remembers from before the state was lost.</param>
/// <param name="Limits">The limits of the account.</param>
internal readonly record struct SharedAsk(string Request, bool IsMember, long Generation, int Hosts, int Members, int Remembered, RateLimits Limits);
