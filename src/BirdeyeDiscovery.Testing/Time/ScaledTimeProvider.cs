namespace BirdeyeDiscovery.Testing;

/// <summary>
/// A clock that does not advance until <see cref="Start"/> and then runs faster (or slower) than real time, with timers that follow it.
/// </summary>
/// <remarks><see cref="LocalBirdeye"/> starts it with its first request, so that the start-up time of a host does not count.</remarks>
public sealed class ScaledTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly DateTimeOffset _start;
    private readonly double _speed;
    private readonly List<ScaledTimer> _waiting = [];
    private long _realStart;
    private volatile bool _isRunning;

    /// <summary>Initializes a new instance of the <see cref="ScaledTimeProvider"/> class.</summary>
    /// <param name="start">The initial time of the clock.</param>
    /// <param name="speed">The seconds of this clock per real second, 0.001 to 1,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The speed is out of range or not a number.</exception>
    public ScaledTimeProvider(DateTimeOffset start, double speed)
    {
        if (speed is not (>= 0.001 and <= 1_000_000))
        {
            throw new ArgumentOutOfRangeException(nameof(speed), speed, "Allowed is a speed from 0.001 to 1,000,000.");
        }

        _start = start.ToUniversalTime();
        _speed = speed;
    }

    /// <summary>Gets whether the clock is running.</summary>
    public bool IsRunning => _isRunning;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    internal double Speed => _speed;

    /// <summary>Starts the clock. Later calls do nothing.</summary>
    public void Start()
    {
        ScaledTimer[] waiting;
        lock (_gate)
        {
            if (_isRunning)
            {
                return;
            }

            _realStart = System.GetTimestamp();
            _isRunning = true;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var timer in waiting)
        {
            timer.Arm();
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start.AddTicks(GetTimestamp());

    /// <inheritdoc/>
    public override long GetTimestamp() => _isRunning ? (long)(System.GetElapsedTime(_realStart).Ticks * _speed) : 0;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ScaledTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Holds a timer of the scaled clock until <see cref="Start"/>; false when the clock is already running.</summary>
    internal bool Await(ScaledTimer timer)
    {
        lock (_gate)
        {
            if (_isRunning)
            {
                return false;
            }

            if (!_waiting.Contains(timer))
            {
                _waiting.Add(timer);
            }

            return true;
        }
    }

    internal void Forget(ScaledTimer timer)
    {
        lock (_gate)
        {
            _waiting.Remove(timer);
        }
    }
}
