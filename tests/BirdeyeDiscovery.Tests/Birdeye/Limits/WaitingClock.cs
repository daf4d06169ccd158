using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>
/// A fake clock that knows whether anybody waits for it. A test that moves it on before those whose wait has ended were given a thread would
/// count the slowness of the machine as time.
/// </summary>
internal sealed class WaitingClock : FakeTimeProvider
{
    /// <summary>Only what waits for something else than the clock takes this long.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(5);

    private int _waits;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var wait = new Wait(this, callback, state);
        wait.Timer = base.CreateTimer(static wait => ((Wait)wait!).Fire(), wait, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        wait.Change(dueTime, period);
        return wait;
    }

    /// <summary>Lets everybody go on until the task is done or waits for this clock.</summary>
    public async Task SettleAsync(Task task)
    {
        var began = Stopwatch.GetTimestamp();
        while (!task.IsCompleted && Volatile.Read(ref _waits) == 0 && Stopwatch.GetElapsedTime(began) < LongestTurn)
        {
            await Task.Yield();
        }
    }

    /// <summary>Moves on in steps until the task is done.</summary>
    public async Task<T> DriveAsync<T>(Task<T> task, int stepMilliseconds = 20)
    {
        await SettleAsync(task);
        while (!task.IsCompleted)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Advance(TimeSpan.FromMilliseconds(stepMilliseconds));
            await SettleAsync(task);
        }

        return await task;
    }

    private sealed class Wait(WaitingClock clock, TimerCallback callback, object? state) : ITimer
    {
        private int _isWaiting;
        private bool _repeats;

        public ITimer? Timer { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            // A timer that repeats is a pulse for which nobody waits.
            _repeats = period != Timeout.InfiniteTimeSpan;
            Set(dueTime != Timeout.InfiniteTimeSpan && !_repeats);
            return Timer!.Change(dueTime, period);
        }

        public void Fire()
        {
            Set(false);
            callback(state);
        }

        public void Dispose()
        {
            Set(false);
            Timer!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(bool isWaiting)
        {
            if (Interlocked.Exchange(ref _isWaiting, isWaiting ? 1 : 0) is var before && before != (isWaiting ? 1 : 0))
            {
                Interlocked.Add(ref clock._waits, isWaiting ? 1 : -1);
            }
        }
    }
}
