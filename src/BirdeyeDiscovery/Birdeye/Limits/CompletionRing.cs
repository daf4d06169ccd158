namespace BirdeyeDiscovery;

/// <summary>
/// The times at which the newest requests completed, ascending, for the rate limiter. It holds ten thousand, the most that any rate needs.
/// </summary>
internal sealed class CompletionRing
{
    private const int MaxLength = 10_000;

    private long[] _times = new long[16];
    private int _next;
    private int _count;

    public void Add(long time)
    {
        if (_count == _times.Length && _count < MaxLength)
        {
            Grow();
        }

        _times[_next] = time;
        _next = (_next + 1) % _times.Length;
        _count = Math.Min(_count + 1, _times.Length);
    }

    /// <summary>Gets the time at which the n-th newest request of the rate limiter completed; 1 is the newest.</summary>
    public bool TryGetNewest(int n, out long time)
    {
        if (n > _count)
        {
            time = 0;
            return false;
        }

        time = _times[(_next - n + _times.Length) % _times.Length];
        return true;
    }

    private void Grow()
    {
        var larger = new long[Math.Min(_times.Length * 2, MaxLength)];
        for (var i = 0; i < _count; i++)
        {
            larger[i] = _times[(_next - _count + i + _times.Length) % _times.Length];
        }

        _times = larger;
        _next = _count;
    }
}
