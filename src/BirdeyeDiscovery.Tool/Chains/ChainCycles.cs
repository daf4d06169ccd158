namespace BirdeyeDiscovery.Tool;

/// <summary>
/// Lists the cycles of one chain in a store that has several: their ids and their times. It is read once, and continued when somebody asks
/// for a later cycle.
/// </summary>
internal sealed class ChainCycles(IDiscoveryHistory whole, StoreChains chains, string chain)
{
    private const int Page = 10_000;

    private readonly Lock _gate = new();
    private readonly HashSet<long> _ids = [];
    private readonly List<DateTimeOffset> _times = [];
    private long _lastId;
    private DateTimeOffset _latest = DateTimeOffset.MinValue;

    /// <summary>Gets whether a cycle is of the chain.</summary>
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

    /// <summary>Gets whether the cycle of a time is of the chain.</summary>
    public async ValueTask<bool> HasAsync(DateTimeOffset time, CancellationToken cancellationToken) =>
        await LastAsync(time, cancellationToken) == time;

    /// <summary>Gets the time of the last cycle up to a moment; null if there is none.</summary>
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

    // Two readers of a chain's cycles at once read the same page twice, which changes nothing.
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

            // A clock that was wrong may have written times that do not ascend.
            if (isOwn && _ids.Add(cycle.Id) && _times.BinarySearch(cycle.CycleTimestamp) is < 0 and var place)
            {
                _times.Insert(~place, cycle.CycleTimestamp);
            }
        }
    }
}
