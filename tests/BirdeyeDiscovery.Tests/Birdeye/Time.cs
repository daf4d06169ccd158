using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>Moves a fake clock on until something has happened.</summary>
internal static class Time
{
    public static async Task<T> DriveAsync<T>(FakeTimeProvider clock, Task<T> task, int stepMilliseconds = 20)
    {
        await DriveAsync(clock, (Task)task, stepMilliseconds);
        return await task;
    }

    public static async Task DriveAsync(FakeTimeProvider clock, Task task, int stepMilliseconds = 20)
    {
        await SettleAsync(task);
        while (!task.IsCompleted)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            clock.Advance(TimeSpan.FromMilliseconds(stepMilliseconds));
            await SettleAsync(task);
        }

        await task;
    }

    /// <summary>Lets queued continuations run before the clock moves on.</summary>
    public static async Task SettleAsync(Task task)
    {
        for (var i = 0; i < 8 && !task.IsCompleted; i++)
        {
            await Task.Yield();
        }
    }
}
