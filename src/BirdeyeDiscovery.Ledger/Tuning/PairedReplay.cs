using System.Runtime.CompilerServices;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Reads observed cycles beside the replay of the same cycles with a tuning variant.</summary>
internal static class PairedReplay
{
    /// <summary>Pairs the observed cycles of a tuning search with those replayed for a variant, by their times.</summary>
    /// <param name="observed">The observed cycles.</param>
    /// <param name="replayed">The replay. A cycle that is earlier than the one before it, as a wrong clock makes it, has no pair.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Each observed cycle, with its replay where there is one.</returns>
    public static async IAsyncEnumerable<(ObservedCycle Observed, ReplayedCycle? Replayed)> ReadAsync(
        IAsyncEnumerable<ObservedCycle> observed,
        IAsyncEnumerable<ReplayedCycle> replayed,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var replay = replayed.GetAsyncEnumerator(cancellationToken);
        await using (replay.ConfigureAwait(false))
        {
            var hasNext = await replay.MoveNextAsync().ConfigureAwait(false);
            await foreach (var cycle in observed.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                while (hasNext && replay.Current.Plan.Snapshot.CycleTimestamp < cycle.Timestamp)
                {
                    hasNext = await replay.MoveNextAsync().ConfigureAwait(false);
                }

                yield return (cycle, hasNext && replay.Current.Plan.Snapshot.CycleTimestamp == cycle.Timestamp ? replay.Current : null);
            }
        }
    }
}
