namespace BirdeyeDiscovery;

/// <summary>The leave of this process' limiter.</summary>
internal sealed class LocalPermit(AccountRateLimiter limiter, long previousStart, long start) : RatePermit
{
    /// <summary>The start before this one; restored when this permit is not used.</summary>
    internal long PreviousStart { get; } = previousStart;

    internal long Start { get; } = start;

    protected override void Release(bool wasSent) => limiter.Release(this, wasSent);
}
