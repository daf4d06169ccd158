namespace BirdeyeDiscovery;

/// <summary>The leave of this process' limiter.</summary>
internal sealed class LocalPermit(AccountRateLimiter limiter, long previousStart, long start) : RatePermit
{
    /// <summary>The earliest next start before this permit was given; restored when it is not used.</summary>
    internal long PreviousStart { get; } = previousStart;

    internal long Start { get; } = start;

    protected override void Release(bool wasSent) => limiter.Release(this, wasSent);
}
