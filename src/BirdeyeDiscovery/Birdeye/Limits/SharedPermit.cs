namespace BirdeyeDiscovery;

/// <summary>A permit of the shared limits, on top of one of this process's limiter.</summary>
internal sealed class SharedPermit(RatePermit local, IAccountWindows windows, string request) : RatePermit
{
    protected override void Release(bool wasSent)
    {
        if (wasSent)
        {
            local.MarkSent();
            windows.Complete(request);
        }
        else
        {
            windows.Withdraw(request);
        }

        local.Dispose();
    }
}
