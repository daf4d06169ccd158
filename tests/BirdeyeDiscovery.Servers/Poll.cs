using System.Diagnostics;

namespace BirdeyeDiscovery.Servers;

/// <summary>Waits for something that another process or thread does.</summary>
public static class Poll
{
    public static Task UntilAsync(Func<bool> condition, Func<string> failure, double seconds = 30) =>
        UntilAsync(() => Task.FromResult(condition()), failure, seconds);

    /// <exception cref="TimeoutException">It did not happen in time.</exception>
    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string> failure, double seconds = 30)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started).TotalSeconds > seconds)
            {
                throw new TimeoutException(failure());
            }

            await Task.Delay(10);
        }
    }
}
