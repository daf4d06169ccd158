using System.Runtime.CompilerServices;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Reads the cycles to replay in the order of their commits, a few ahead, so that reading and planning overlap.</summary>
internal sealed class CycleStream(PastCycles cycles)
{
    private const int Page = 500;
    private const int Ahead = 4;

    /// <summary>Reads the cycles of a period for a replay; <paramref name="withRows"/> adds their rows.</summary>
    public async IAsyncEnumerable<CycleRows> ReadAsync(
        DateTimeOffset? from, DateTimeOffset? to, bool withRows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reading = new Queue<Task<CycleRows>>();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await foreach (var snapshot in SnapshotsAsync(from, to, cancellationToken).ConfigureAwait(false))
            {
                reading.Enqueue(Task.Run(() => RowsAsync(snapshot, withRows, ended.Token), ended.Token));
                if (reading.Count > Ahead)
                {
                    yield return await reading.Dequeue().ConfigureAwait(false);
                }
            }

            while (reading.TryDequeue(out var next))
            {
                yield return await next.ConfigureAwait(false);
            }
        }
        finally
        {
            // If the caller ends the enumeration of replayed cycles early, the reads that still run are cancelled and awaited.
            await ended.CancelAsync().ConfigureAwait(false);
            foreach (Task task in reading)
            {
                await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>
    /// Reads the snapshots of the cycles to replay in pages. A clock that was wrong may have written times that do not ascend.
    /// </summary>
    public async IAsyncEnumerable<SnapshotRecord> SnapshotsAsync(
        DateTimeOffset? from, DateTimeOffset? to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long last = 0;
        IReadOnlyList<SnapshotRecord> page;
        do
        {
            page = await cycles.History.GetSnapshotsAfterAsync(last, Page, cancellationToken).ConfigureAwait(false);
            foreach (var snapshot in page)
            {
                last = snapshot.Id;
                if (!(snapshot.CycleTimestamp < from) && !(snapshot.CycleTimestamp > to))
                {
                    yield return snapshot;
                }
            }
        }
        while (page.Count == Page);
    }

    private async Task<CycleRows> RowsAsync(SnapshotRecord snapshot, bool withRows, CancellationToken cancellationToken)
    {
        var cycle = await cycles.TryReadAsync(snapshot, cancellationToken).ConfigureAwait(false);
        return withRows && cycle is not null
            ? new CycleRows(
                snapshot,
                await cycles.History.GetScoresAsync(snapshot.Id, cancellationToken).ConfigureAwait(false),
                await cycles.History.GetRejectionsAsync(snapshot.Id, cancellationToken).ConfigureAwait(false),
                await cycles.History.GetEventsOfCycleAsync(snapshot.Id, cancellationToken).ConfigureAwait(false),
                cycle)
            : new CycleRows(snapshot, [], [], [], cycle);
    }
}
