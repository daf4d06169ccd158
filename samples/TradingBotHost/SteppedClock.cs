namespace TradingBotHost;

/// <summary>
/// Represents a clock that moves only when it is set, or when a caller waits for it. A day of cycles passes in seconds, always in the same
/// way.
/// </summary>
internal sealed class SteppedClock(DateTimeOffset start) : TimeProvider
{
    /// <summary>
    /// The rate limit and retries wait for less than this. A timer that is due later is a deadline that nothing waits for, and it never
    /// fires.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private long _now = start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    /// <summary>Sets the time, which never goes back.</summary>
    public void AdvanceTo(DateTimeOffset time)
    {
        for (var now = GetTimestamp(); now < time.UtcTicks; now = GetTimestamp())
        {
            Interlocked.CompareExchange(ref _now, time.UtcTicks, now);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Step(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Step(SteppedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private int _version;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var version = Interlocked.Increment(ref _version);
            if (dueTime >= TimeSpan.Zero && dueTime < LongestWait)
            {
                var due = clock.GetUtcNow() + dueTime;
                ThreadPool.QueueUserWorkItem(_ => Fire(version, due));
            }

            return true;
        }

        public void Dispose() => Interlocked.Increment(ref _version);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Fire(int version, DateTimeOffset due)
        {
            if (Volatile.Read(ref _version) == version)
            {
                clock.AdvanceTo(due);
                callback(state);
            }
        }
    }
}
