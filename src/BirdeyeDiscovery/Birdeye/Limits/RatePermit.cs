namespace BirdeyeDiscovery;

/// <summary>
/// A permit of the rate limits to send one request. Dispose it when the response is complete, or when no request was sent.
/// </summary>
internal abstract class RatePermit : IDisposable
{
    private int _state;

    /// <summary>Marks the request of a permit as sent; from then on it counts against the rate limits, whatever its outcome.</summary>
    public void MarkSent() => Interlocked.CompareExchange(ref _state, 1, 0);

    public void Dispose()
    {
        var state = Interlocked.Exchange(ref _state, 2);
        if (state != 2)
        {
            Release(wasSent: state == 1);
        }
    }

    protected abstract void Release(bool wasSent);
}
