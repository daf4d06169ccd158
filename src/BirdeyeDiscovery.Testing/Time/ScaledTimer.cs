namespace BirdeyeDiscovery.Testing;

/// <summary>
/// A timer on a <see cref="ScaledTimeProvider"/>: one real timer that is set again until the scaled clock reaches the due time.
/// </summary>
internal sealed class ScaledTimer : ITimer
{
    private readonly Lock _gate = new();
    private readonly ScaledTimeProvider _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private ITimer? _real;
    private long _due = -1;
    private TimeSpan _period;
    private bool _isDisposed;

    public ScaledTimer(ScaledTimeProvider clock, TimerCallback callback, object? state)
    {
        _clock = clock;
        _callback = callback;
        _state = state;
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_gate)
        {
            if (_isDisposed)
            {
                return false;
            }

            _period = period;
            _due = dueTime == Timeout.InfiniteTimeSpan ? -1 : _clock.GetTimestamp() + dueTime.Ticks;
        }

        // A timer of the scaled clock that is due at once fires even before the clock is started, because no time has to pass.
        if (dueTime == TimeSpan.Zero || !_clock.Await(this))
        {
            Arm();
        }

        return true;
    }

    public void Arm()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            if (_due < 0)
            {
                _real?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return;
            }

            // The real wait of a scaled timer is rounded up to whole milliseconds, the resolution of real timers.
            var real = Math.Ceiling((_due - _clock.GetTimestamp()) / _clock.Speed / TimeSpan.TicksPerMillisecond);
            var wait = TimeSpan.FromMilliseconds(Math.Clamp(real, 0, int.MaxValue - 1));
            _real ??= TimeProvider.System.CreateTimer(
                static timer => ((ScaledTimer)timer!).Fire(),
                this,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
            _real.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _real?.Dispose();
        }

        _clock.Forget(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Check(TimeSpan value, string name)
    {
        if (value < TimeSpan.Zero && value != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(name, value, "Allowed are zero, a positive time, and Timeout.InfiniteTimeSpan.");
        }
    }

    private void Fire()
    {
        var isEarly = false;
        var isPeriodic = false;
        lock (_gate)
        {
            if (_isDisposed || _due < 0)
            {
                return;
            }

            var now = _clock.GetTimestamp();
            isEarly = now < _due;
            if (!isEarly)
            {
                isPeriodic = _period > TimeSpan.Zero;

                // A scaled timer skips missed periods and does not fire them in a burst.
                _due = isPeriodic ? Math.Max(_due + _period.Ticks, now) : -1;
            }
        }

        if (isEarly || isPeriodic)
        {
            if (!_clock.Await(this))
            {
                Arm();
            }
        }

        if (!isEarly)
        {
            _callback(_state);
        }
    }
}
