namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>A clock that stands still while code runs and jumps to the next timer when all of it waits: days pass in seconds, always in the same way.</summary>
internal sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    /// <summary>No wait inside a cycle is longer; a timer further away is a deadline that nothing waits for.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(90);

    /// <summary>Real time: a server on a busy machine may take long for one statement.</summary>
    private static readonly TimeSpan LongestServer = TimeSpan.FromMinutes(3);

    private readonly Lock _gate = new();
    private readonly List<SimulatedTimer> _timers = [];
    private readonly object _stirred = new();
    private long _stirs;
    private DateTimeOffset _now = start;
    private long _sequence;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void AdvanceTo(DateTimeOffset time)
    {
        lock (_gate)
        {
            _now = time > _now ? time : _now;
        }
    }

    /// <summary>Waits for a task, letting time pass whenever it waits for the clock.</summary>
    /// <remarks>It holds its thread: the work goes on on others, and this one sleeps until a timer is set or the work is done.</remarks>
    public T Drive<T>(ValueTask<T> work)
    {
        var task = work.AsTask();
        task.ContinueWith(_ => Stir(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            var before = Interlocked.Read(ref _stirs);
            if (!FireNext())
            {
                AwaitStir(before);
            }
        }

        return task.GetAwaiter().GetResult();
    }

    private void Stir()
    {
        lock (_stirred)
        {
            _stirs++;
            Monitor.PulseAll(_stirred);
        }
    }

    private void AwaitStir(long before)
    {
        bool hasStirred;
        lock (_stirred)
        {
            hasStirred = _stirs != before || Monitor.Wait(_stirred, LongestServer);
        }

        // Not within the lock, which a timer takes while it holds that of the timers.
        Assert.True(hasStirred, hasStirred ? null : $"the cycle waits for something that is not the clock; timers due in: {TimersLeft()}");
    }

    private string TimersLeft()
    {
        lock (_gate)
        {
            return string.Join(", ", _timers.Select(timer => timer.Due - _now).Order());
        }
    }

    private bool FireNext()
    {
        SimulatedTimer? next;
        lock (_gate)
        {
            next = _timers.Where(timer => timer.Due <= _now + LongestWait).MinBy(static timer => (timer.Due, timer.Sequence));
            if (next is null)
            {
                return false;
            }

            _now = next.Due > _now ? next.Due : _now;
            _timers.Remove(next);
        }

        next.Fire();
        return true;
    }

    private sealed class SimulatedTimer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public long Sequence { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock._now + dueTime;
                    Sequence = ++clock._sequence;
                    clock._timers.Add(this);
                    clock.Stir();
                }
            }

            return true;
        }

        public void Fire() => callback(state);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
