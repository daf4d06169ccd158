namespace BirdeyeDiscovery;

/// <summary>The mode of the rate limits that a host currently uses: shared limits or its own part.</summary>
/// <param name="HasContact">Whether Redis answers; if so, the host asks it for each request.</param>
/// <param name="IsMember">Whether the permit of Redis is sufficient; otherwise the host also keeps to its own part.</param>
/// <param name="Hosts">The number of hosts that share the limits; 1 for a member.</param>
/// <param name="Taken">The number of requests of the minute that were already used when the host fell back to its own part.</param>
internal readonly record struct SharedMode(bool HasContact, bool IsMember, int Hosts, int Taken)
{
    public RateLimits Of(RateLimits limits) => IsMember ? limits : limits.Part(1, Hosts, Taken);
}
