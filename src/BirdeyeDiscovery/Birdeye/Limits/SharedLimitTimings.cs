namespace BirdeyeDiscovery;

/// <summary>
/// The durations of the rate limits that the hosts of a Birdeye account share. All hosts use the defaults; tests shorten them.
/// </summary>
internal sealed record SharedLimitTimings
{
    public static SharedLimitTimings Default { get; } = new();

    /// <summary>
    /// Gets how often a host that sends no requests reports to the shared limits that it is alive. No host waits longer than this before it
    /// asks them again.
    /// </summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets how long a silent host still counts as a user of the account's shared rate limits. Until then, a host that has lost contact
    /// sends no request to Birdeye.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Gets how long the part of a silent host stays reserved in the shared limits: the host may be alive and only cut off from Redis.
    /// </summary>
    public TimeSpan Memory { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets how late the first host in the queue of the shared limits may return before the next one is served.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(0.3);

    /// <summary>
    /// Gets the longest time that a permit of the shared limits may take to arrive. A later one is returned: its request would end later
    /// than Redis expects.
    /// </summary>
    public TimeSpan LongestReply { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets the longest pause between two attempts to reach the account's shared rate limits in Redis.</summary>
    public TimeSpan LongestProbe { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets the time without a request after which a host leaves the shared limits. Its next request makes it join again. Only the leader
    /// sends requests.
    /// </summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Gets the longest time that a request may be in flight under the shared limits, from the permit of Redis until its completion is
    /// known.
    /// </summary>
    public TimeSpan LongestRequest(RateLimits limits) => limits.LongestAttempt + (2 * LongestReply);

    /// <summary>
    /// Gets the length of one full window of the rate limits. After it, no request that was sent before it counts any more.
    /// </summary>
    public TimeSpan FullWindow(RateLimits limits) => limits.LongestWindow + LongestRequest(limits);
}
