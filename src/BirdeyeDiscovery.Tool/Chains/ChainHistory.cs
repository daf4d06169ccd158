using System.Collections.Concurrent;

namespace BirdeyeDiscovery.Tool;

/// <summary>Shows the history of one chain in a store that has several.</summary>
internal sealed class ChainHistory(IDiscoveryHistory whole, StoreChains chains, string chain) : IDiscoveryHistory
{
    private const int Most = 10_000;

    private readonly ChainCycles _cycles = new(whole, chains, chain);
    private readonly ConcurrentDictionary<string, bool> _addresses = new(StringComparer.Ordinal);

    public async ValueTask<IReadOnlyList<SnapshotRecord>> GetSnapshotsAsync(int limit, CancellationToken cancellationToken = default)
    {
        var newest = new List<SnapshotRecord>();
        foreach (var cycle in await whole.GetSnapshotsAsync(Most, cancellationToken))
        {
            if (newest.Count < limit && await _cycles.HasAsync(cycle.Id, cancellationToken))
            {
                newest.Add(cycle);
            }
        }

        // In a store with several chains, the newest cycles that were read may have too few of this chain, or none. The rest are looked up
        // one at a time, going back.
        var before = newest.Count == 0 ? DateTimeOffset.MaxValue : newest[^1].CycleTimestamp.AddTicks(-1);
        while (newest.Count < limit && await FindSnapshotAsOfAsync(before, cancellationToken) is { } cycle)
        {
            newest.Add(cycle);
            before = cycle.CycleTimestamp.AddTicks(-1);
        }

        return newest;
    }

    public async ValueTask<SnapshotRecord?> FindSnapshotAsync(
        DateTimeOffset cycleTimestamp, CancellationToken cancellationToken = default) =>
        await whole.FindSnapshotAsync(cycleTimestamp, cancellationToken) is { } cycle
        && await _cycles.HasAsync(cycle.Id, cancellationToken) ? cycle : null;

    public async ValueTask<SnapshotRecord?> FindSnapshotAsOfAsync(DateTimeOffset asOf, CancellationToken cancellationToken = default) =>
        await _cycles.LastAsync(asOf, cancellationToken) is { } time ? await whole.FindSnapshotAsync(time, cancellationToken) : null;

    public async ValueTask<IReadOnlyList<SnapshotRecord>> GetSnapshotsAfterAsync(
        long afterId, int limit, CancellationToken cancellationToken = default)
    {
        var own = new List<SnapshotRecord>();
        IReadOnlyList<SnapshotRecord> page;
        do
        {
            page = await whole.GetSnapshotsAfterAsync(afterId, limit, cancellationToken);
            foreach (var cycle in page)
            {
                afterId = cycle.Id;
                if (own.Count < limit && await _cycles.HasAsync(cycle.Id, cancellationToken))
                {
                    own.Add(cycle);
                }
            }
        }
        while (own.Count < limit && page.Count == limit);
        return own;
    }

    public async ValueTask<IReadOnlyList<StoredCycle>> GetCyclesAsync(
        DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken = default)
    {
        var own = new List<StoredCycle>();
        IReadOnlyList<StoredCycle> page;
        do
        {
            page = await whole.GetCyclesAsync(from, to, limit, cancellationToken);
            foreach (var cycle in page)
            {
                from = cycle.Snapshot.CycleTimestamp.AddMilliseconds(1);
                if (own.Count < limit && await _cycles.HasAsync(cycle.Snapshot.Id, cancellationToken))
                {
                    own.Add(cycle);
                }
            }
        }
        while (own.Count < limit && page.Count == limit);
        return own;
    }

    public async ValueTask<IReadOnlyList<ScoreRecord>> GetScoresAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        await _cycles.HasAsync(snapshotId, cancellationToken) ? await whole.GetScoresAsync(snapshotId, cancellationToken) : [];

    public async ValueTask<IReadOnlyList<RejectionRecord>> GetRejectionsAsync(
        long snapshotId, CancellationToken cancellationToken = default) =>
        await _cycles.HasAsync(snapshotId, cancellationToken) ? await whole.GetRejectionsAsync(snapshotId, cancellationToken) : [];

    public async ValueTask<ReadOnlyMemory<byte>> GetCycleInputAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        await _cycles.HasAsync(snapshotId, cancellationToken) ? await whole.GetCycleInputAsync(snapshotId, cancellationToken) : default;

    public async ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsAsync(
        long afterId, int limit, CancellationToken cancellationToken = default)
    {
        var own = new List<LifecycleEvent>();
        IReadOnlyList<LifecycleEvent> page;
        do
        {
            page = await whole.GetEventsAsync(afterId, limit, cancellationToken);
            foreach (var item in page)
            {
                afterId = item.Id;
                if (own.Count < limit && await HasAsync(item, cancellationToken))
                {
                    own.Add(item);
                }
            }
        }
        while (own.Count < limit && page.Count == limit);
        return own;
    }

    public async ValueTask<IReadOnlyList<ScoreHistoryEntry>> GetScoreHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        await OwnAsync(
            await whole.GetScoreHistoryAsync(address, from, to, cancellationToken),
            entry => _cycles.HasAsync(entry.CycleTimestamp, cancellationToken));

    public async ValueTask<ScoreHistoryEntry?> GetScoreAsOfAsync(
        string address, DateTimeOffset asOf, CancellationToken cancellationToken = default)
    {
        while (await whole.GetScoreAsOfAsync(address, asOf, cancellationToken) is { } entry)
        {
            if (await _cycles.HasAsync(entry.CycleTimestamp, cancellationToken))
            {
                return entry;
            }

            asOf = entry.CycleTimestamp.AddMilliseconds(-1);
        }

        return null;
    }

    public async ValueTask<IReadOnlyList<RejectionHistoryEntry>> GetRejectionHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        await OwnAsync(
            await whole.GetRejectionHistoryAsync(address, from, to, cancellationToken),
            entry => _cycles.HasAsync(entry.CycleTimestamp, cancellationToken));

    public async ValueTask<IReadOnlyList<LifecycleEvent>> GetEventHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        await OwnAsync(
            await whole.GetEventHistoryAsync(address, from, to, cancellationToken), item => HasAsync(item, cancellationToken));

    public async ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsOfCycleAsync(
        long snapshotId, CancellationToken cancellationToken = default) =>
        await _cycles.HasAsync(snapshotId, cancellationToken) ? await whole.GetEventsOfCycleAsync(snapshotId, cancellationToken) : [];

    /// <summary>
    /// Gets whether a token is of this chain in a store with several: a cycle of the chain has an event or a score of it.
    /// </summary>
    public async ValueTask<bool> HasAsync(string address, CancellationToken cancellationToken)
    {
        if (!_addresses.TryGetValue(address, out var isOwn))
        {
            _addresses[address] = isOwn = await IsOwnAsync(address, cancellationToken);
        }

        return isOwn;
    }

    private ValueTask<bool> HasAsync(LifecycleEvent item, CancellationToken cancellationToken) => item.SnapshotId is { } id
        ? _cycles.HasAsync(id, cancellationToken)
        : HasAsync(item.TokenAddress, cancellationToken);

    // In a store with several chains, seeds and what people did have no cycle. They belong to the chain whose cycles know the token, else
    // to each in which it could be.
    private async ValueTask<bool> IsOwnAsync(string address, CancellationToken cancellationToken)
    {
        var isOfOther = false;
        foreach (var item in await whole.GetEventHistoryAsync(
            address, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, cancellationToken))
        {
            if (item.SnapshotId is { } id)
            {
                if (await _cycles.HasAsync(id, cancellationToken))
                {
                    return true;
                }

                isOfOther = true;
            }
        }

        return await GetScoreAsOfAsync(address, DateTimeOffset.MaxValue, cancellationToken) is not null
            || (!isOfOther
                && await whole.GetScoreAsOfAsync(address, DateTimeOffset.MaxValue, cancellationToken) is null
                && TextRules.IsAddress(chain, address));
    }

    private static async ValueTask<IReadOnlyList<T>> OwnAsync<T>(IReadOnlyList<T> rows, Func<T, ValueTask<bool>> isOwn)
    {
        var own = new List<T>(rows.Count);
        foreach (var row in rows)
        {
            if (await isOwn(row))
            {
                own.Add(row);
            }
        }

        return own;
    }
}
