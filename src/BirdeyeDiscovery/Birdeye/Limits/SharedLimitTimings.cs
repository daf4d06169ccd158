namespace BirdeyeDiscovery;

/// <summary>The durations of the shared limits; the defaults are those of all hosts, tests shorten them.</summary>
internal sealed record SharedLimitTimings
{
    public static SharedLimitTimings Default { get; } = new();

    /// <summary>How often a host shows itself when it asks for nothing, and the longest it waits before it asks again.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For how long a host that is not heard of counts as one that uses the shared limits. Until then it keeps still on its own.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For how long a host that is not heard of has its part kept free: it may be alive and cut off from Redis alone.</summary>
    public TimeSpan Memory { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How late the first in the queue may come back before the next one is served.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(0.3);

    /// <summary>A leave that took longer to arrive is given back: its request would end later than Redis was told.</summary>
    public TimeSpan LongestReply { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two tries to reach Redis again.</summary>
    public TimeSpan LongestProbe { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After how long without a request a host leaves; the next one brings it back. Only a host that leads sends requests.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest that a request may be under way, from Redis' leave until its end is known.</summary>
    public TimeSpan Flight(RateLimits limits) => limits.LongestAttempt + (2 * LongestReply);

    /// <summary>One full window: after it nothing counts that was sent before it.</summary>
    public TimeSpan FullWindow(RateLimits limits) => limits.LongestWindow + Flight(limits);
}
