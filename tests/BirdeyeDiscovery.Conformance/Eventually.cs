using System.Diagnostics;

namespace BirdeyeDiscovery.Conformance;

/// <summary>Waits for what other threads do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="TimeoutException">It did not happen in time.</exception>
    public static async Task TrueAsync(Func<ValueTask<bool>> condition, string failure, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException(failure);
            }

            await Task.Delay(10, cancellationToken);
        }
    }
}
