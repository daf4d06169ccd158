using System.Runtime.CompilerServices;

namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Reads the cycles from which the figures of a report are gathered, page by page. The next page is read while the caller works on the
/// present one.
/// </summary>
internal static class CyclePages
{
    private const int Page = 200;

    public static async IAsyncEnumerable<StoredCycle> ReadAsync(
        IDiscoveryHistory history, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<StoredCycle>>? next = null;
        try
        {
            next = NextAsync(from);
            while (next is not null)
            {
                var cycles = await next.ConfigureAwait(false);
                next = cycles.Count < Page ? null : NextAsync(cycles[^1].Snapshot.CycleTimestamp.AddMilliseconds(1));
                foreach (var cycle in cycles)
                {
                    yield return cycle;
                }
            }
        }
        finally
        {
            // If the gathering of a report's figures stops early, the read of the next page may still run, so it is awaited.
            if (next is not null)
            {
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        // SQLite reads on the calling thread. Task.Run lets the read overlap with the gathering of a report's figures.
        Task<IReadOnlyList<StoredCycle>> NextAsync(DateTimeOffset start) =>
            Task.Run(() => history.GetCyclesAsync(start, to, Page, cancellationToken).AsTask(), cancellationToken);
    }
}
