namespace BirdeyeDiscovery.Tests;

/// <summary>
/// A clock that runs the events and timers of a simulation in the order of their times, all on one thread. Its timers are a millisecond
/// early, as real ones may be: what they allow is then as early as it can be, and no event comes in between.
/// </summary>
internal sealed class EventClock : TimeProvider
{
    private readonly PriorityQueue<Action, (long At, bool IsEvent, long Number)> _events = new();
    private long _number;

    public long Now { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Now);

    public void At(long time, Action action) => Add(time, action, isEvent: true);

    /// <summary>Runs events until none is left.</summary>
    public void Run()
    {
        while (_events.TryDequeue(out var action, out var next))
        {
            Now = next.At;
            action();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new EventTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Add(long time, Action action, bool isEvent) => _events.Enqueue(action, (Math.Max(time, Now), isEvent, ++_number));

    private sealed class EventTimer(EventClock clock, TimerCallback callback, object? state) : ITimer
    {
        private int _setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var setting = ++_setting;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                clock.Add(clock.Now + dueTime.Ticks - TimeSpan.TicksPerMillisecond, Fire, isEvent: false);
            }

            return true;

            void Fire()
            {
                if (setting == _setting)
                {
                    callback(state);
                }
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
