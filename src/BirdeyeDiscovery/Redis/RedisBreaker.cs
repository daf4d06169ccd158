namespace BirdeyeDiscovery;

/// <summary>Keeps calls away from a Redis that does not answer, from the first failure on until a probe is answered.</summary>
/// <remarks>Callers never wait for a probe: those under way when it opens go on without Redis at once, so that a cycle waits for one time-out and no more.</remarks>
internal sealed class RedisBreaker : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _pause;
    private readonly Func<Task<bool>> _probe;
    private readonly Action _onClosed;
    private readonly ITimer _timer;
    private CancellationTokenSource? _closed = new();
    private bool _disposed;

    /// <summary>Makes a closed breaker.</summary>
    /// <param name="pause">How long it stays open, and how long after each probe that failed.</param>
    /// <param name="clock">The clock of the pauses.</param>
    /// <param name="probe">Asks Redis whether it serves; never throws.</param>
    /// <param name="onClosed">Called when it closed again.</param>
    public RedisBreaker(TimeSpan pause, TimeProvider clock, Func<Task<bool>> probe, Action onClosed)
    {
        _pause = pause;
        _probe = probe;
        _onClosed = onClosed;
        _timer = clock.CreateTimer(static state => _ = ((RedisBreaker)state!).ProbeAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsOpen => Volatile.Read(ref _closed) is null;

    /// <summary>Lets a call through while closed.</summary>
    /// <param name="opened">Cancelled when it opens while the call is under way.</param>
    public bool TryEnter(out CancellationToken opened)
    {
        lock (_gate)
        {
            opened = _closed?.Token ?? CancellationToken.None;
            return _closed is not null;
        }
    }

    /// <summary>Opens; true for the call that did it.</summary>
    public bool Open()
    {
        CancellationTokenSource? closed;
        lock (_gate)
        {
            closed = _closed;
            _closed = null;
            if (closed is not null && !_disposed)
            {
                _timer.Change(_pause, Timeout.InfiniteTimeSpan);
            }
        }

        closed?.Cancel();
        return closed is not null;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        _timer.Dispose();
        Open();
    }

    private async Task ProbeAsync()
    {
        var serves = await _probe().ConfigureAwait(false);
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            if (!serves)
            {
                _timer.Change(_pause, Timeout.InfiniteTimeSpan);
                return;
            }

            _closed ??= new CancellationTokenSource();
        }

        _onClosed();
    }
}
