namespace BirdeyeDiscovery.Tool;

/// <summary>
/// Lists the cycles of one chain in a store that has several: their ids and their times. The list is read once, and extended when a later
/// cycle is asked for.
/// </summary>
internal sealed class ChainCycles(IDiscoveryHistory whole, StoreChains chains, string chain)
{
    private const int Page = 10_000;

    private readonly Lock _gate = new();
    private readonly HashSet<long> _ids = [];
    private readonly List<DateTimeOffset> _times = [];
    private long _lastId;
    private DateTimeOffset _latest = DateTimeOffset.MinValue;

    /// <summary>Gets whether a cycle is of the tool's chain in a store with several chains.</summary>
    public async ValueTask<bool> HasAsync(long id, CancellationToken cancellationToken)
    {
        if (id > LastId)
        {
            await ReadAsync(cancellationToken);
        }

        lock (_gate)
        {
            return _ids.Contains(id);
        }
    }

    /// <summary>Gets whether the cycle of a time is of the tool's chain in a store with several chains.</summary>
    public async ValueTask<bool> HasAsync(DateTimeOffset time, CancellationToken cancellationToken) =>
        await LastAsync(time, cancellationToken) == time;

    /// <summary>Gets the time of the last cycle of one chain up to a moment, in a store with several; null if there is none.</summary>
    public async ValueTask<DateTimeOffset?> LastAsync(DateTimeOffset upTo, CancellationToken cancellationToken)
    {
        if (upTo > Latest)
        {
            await ReadAsync(cancellationToken);
        }

        lock (_gate)
        {
            var found = _times.BinarySearch(upTo);
            var index = found >= 0 ? found : ~found - 1;
            return index < 0 ? null : _times[index];
        }
    }

    private long LastId
    {
        get
        {
            lock (_gate)
            {
                return _lastId;
            }
        }
    }

    private DateTimeOffset Latest
    {
        get
        {
            lock (_gate)
            {
                return _latest;
            }
        }
    }

    // Two readers of one chain's cycles at once read the same page twice, which changes nothing.
    private async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<SnapshotRecord> page;
        do
        {
            page = await whole.GetSnapshotsAfterAsync(LastId, Page, cancellationToken);
            foreach (var cycle in page)
            {
                Add(cycle, await chains.OfAsync(cycle, cancellationToken) == chain);
            }
        }
        while (page.Count == Page);
    }

    private void Add(SnapshotRecord cycle, bool isOwn)
    {
        lock (_gate)
        {
            _lastId = Math.Max(_lastId, cycle.Id);
            _latest = cycle.CycleTimestamp > _latest ? cycle.CycleTimestamp : _latest;

            // In a store with several chains, the times of one chain's cycles do not always ascend: a host with a wrong clock may have
            // written some.
            if (isOwn && _ids.Add(cycle.Id) && _times.BinarySearch(cycle.CycleTimestamp) is < 0 and var place)
            {
                _times.Insert(~place, cycle.CycleTimestamp);
            }
        }
    }
}
