namespace BirdeyeDiscovery;

/// <summary>A permit of this process's rate limiter.</summary>
internal sealed class LocalPermit(AccountRateLimiter limiter, long previousStart, long start) : RatePermit
{
    /// <summary>Gets the start of the previous request under the rate limiter; restored when this permit is not used.</summary>
    internal long PreviousStart { get; } = previousStart;

    internal long Start { get; } = start;

    protected override void Release(bool wasSent) => limiter.Release(this, wasSent);
}
