namespace BirdeyeDiscovery;

/// <summary>By what a host keeps to the limits at present.</summary>
/// <param name="HasContact">Whether Redis answers: then it is asked for each request.</param>
/// <param name="IsMember">Whether what Redis says is enough; else the host keeps to its own part besides.</param>
/// <param name="Hosts">Among how many hosts the limits are divided; 1 for a member.</param>
/// <param name="Taken">How much of the minute was used up when the host was thrown back on its part.</param>
internal readonly record struct SharedMode(bool HasContact, bool IsMember, int Hosts, int Taken)
{
    public RateLimits Of(RateLimits limits) => IsMember ? limits : limits.Part(1, Hosts, Taken);
}
