namespace BirdeyeDiscovery;

/// <summary>The leave to send one request. Disposed when the answer is complete, or when nothing was sent after all.</summary>
internal sealed class RatePermit(AccountRateLimiter limiter, long previousStart, long start) : IDisposable
{
    private int _state;

    /// <summary>The earliest next start before this permit was given; restored when it is not used.</summary>
    internal long PreviousStart { get; } = previousStart;

    internal long Start { get; } = start;

    /// <summary>Says that the request leaves now; from here on it counts, whatever becomes of it.</summary>
    public void MarkSent() => Interlocked.CompareExchange(ref _state, 1, 0);

    public void Dispose()
    {
        var state = Interlocked.Exchange(ref _state, 2);
        if (state != 2)
        {
            limiter.Release(this, wasSent: state == 1);
        }
    }
}
