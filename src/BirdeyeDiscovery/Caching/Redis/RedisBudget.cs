namespace BirdeyeDiscovery;

/// <summary>How long a cycle may wait for Redis in all, in real time. Calls at once count once: what counts is how much longer the cycle takes.</summary>
internal sealed class RedisBudget(TimeSpan limit)
{
    // A cycle that fails publishes nothing; its successor must not pay for it for ever.
    private static readonly TimeSpan Lapses = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Lock _gate = new();
    private int _waiting;
    private long _since;
    private long? _started;
    private TimeSpan _spent;

    /// <summary>Begins a wait; false when the budget is spent.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            if (_started is { } started && _time.GetElapsedTime(started, now) >= Lapses)
            {
                Renew(now);
            }

            var spent = _spent + (_waiting > 0 ? _time.GetElapsedTime(_since, now) : TimeSpan.Zero);
            if (spent >= limit)
            {
                return false;
            }

            _started ??= now;
            _since = _waiting++ == 0 ? now : _since;
            return true;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (--_waiting == 0)
            {
                _spent += _time.GetElapsedTime(_since);
            }
        }
    }

    /// <summary>Starts anew, as with the next cycle.</summary>
    public void Renew()
    {
        lock (_gate)
        {
            Renew(_time.GetTimestamp());
        }
    }

    private void Renew(long now)
    {
        _spent = TimeSpan.Zero;
        _since = now;
        _started = null;
    }
}
