namespace BirdeyeDiscovery;

/// <summary>A permit of this process alone, for a request that the shared limits do not count.</summary>
internal sealed class OwnPermit(RatePermit local, SharedAccountLimiter limiter, RateLimits limits) : RatePermit
{
    protected override void Release(bool wasSent)
    {
        if (wasSent)
        {
            local.MarkSent();
        }

        limiter.EndOwn(wasSent, limits);
        local.Dispose();
    }
}
