namespace BirdeyeDiscovery;

/// <summary>The leave to send one request. Disposed when the answer is complete, or when nothing was sent after all.</summary>
internal abstract class RatePermit : IDisposable
{
    private int _state;

    /// <summary>Says that the request leaves now; from here on it counts, whatever becomes of it.</summary>
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
