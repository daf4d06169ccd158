using System.Runtime.CompilerServices;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The replayer plans past cycles again, over any store.</summary>
internal sealed class CycleReplayer(PastCycles cycles) : ICycleReplayer
{
    public async ValueTask<ReplayVerification> VerifyAsync(
        DateTimeOffset? from = null, DateTimeOffset? to = null, CancellationToken cancellationToken = default)
    {
        var (equal, different, without, others) = (0L, 0L, 0L, 0L);
        LedgerDifference? first = null;
        await foreach (var rows in new CycleStream(cycles).ReadAsync(from, to, withRows: true, cancellationToken).ConfigureAwait(false))
        {
            if (rows.Cycle is not { } cycle)
            {
                without++;
            }
            else if (cycle.Scorer.Version != rows.Snapshot.ScoreVersion)
            {
                others++;
            }
            else if (RowDifferences.Of(rows.Snapshot, rows.Scores, rows.Rejections, rows.Events, cycle.Plan())
                .FirstOrDefault() is { } found)
            {
                different++;
                first ??= found;
            }
            else
            {
                equal++;
            }
        }

        return new ReplayVerification(equal, different, without, others, first);
    }

    public IAsyncEnumerable<ReplayedCycle> ReplayAsync(
        ReplayChange change, DateTimeOffset? from = null, DateTimeOffset? to = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return RunAsync(cycles, change, from, to, cancellationToken);
    }

    public async ValueTask<LookAheadAudit> AuditAsync(
        Func<IDiscoveryHistory, ReplayChange> change, int cuts, int seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentOutOfRangeException.ThrowIfLessThan(cuts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cuts, 1_000);
        var whole = 0;
        await foreach (var _ in new CycleStream(cycles).SnapshotsAsync(null, null, cancellationToken).ConfigureAwait(false))
        {
            whole++;
        }

        var random = new Random(seed);
        var places = Enumerable.Range(0, whole == 0 ? 0 : cuts).Select(_ => random.Next(whole)).Distinct().Order().ToArray();
        var expected = await DigestsAsync(cycles, change, places, cancellationToken).ConfigureAwait(false);
        var changed = 0;
        DateTimeOffset? first = null;
        foreach (var (place, (cut, digest)) in expected)
        {
            var past = cycles.With(new HistoryUntil(cycles.History, cut));
            var actual = await DigestsAsync(past, change, [place], cancellationToken).ConfigureAwait(false);
            if (!actual.TryGetValue(place, out var again) || again.Digest != digest)
            {
                changed++;
                first ??= cut.CycleTimestamp;
            }
        }

        return new LookAheadAudit(whole, expected.Count, changed, first);
    }

    // A cut is a cycle at which the replayed past ends. Its digest covers the replayed decisions of that cycle and of all cycles before it.
    private static async ValueTask<SortedDictionary<int, (SnapshotRecord Cut, string Digest)>> DigestsAsync(
        PastCycles cycles, Func<IDiscoveryHistory, ReplayChange> change, int[] places, CancellationToken cancellationToken)
    {
        var snapshots = new SortedDictionary<int, SnapshotRecord>();
        var index = 0;
        await foreach (var snapshot in new CycleStream(cycles).SnapshotsAsync(null, null, cancellationToken).ConfigureAwait(false))
        {
            if (Array.BinarySearch(places, index) >= 0)
            {
                snapshots.Add(index, snapshot);
            }

            index++;
        }

        var digests = new SortedDictionary<int, (SnapshotRecord Cut, string Digest)>();
        using var digest = new PlanDigest();
        var waiting = new Queue<KeyValuePair<int, SnapshotRecord>>(snapshots);
        await foreach (var cycle in RunAsync(cycles, change(cycles.History), null, null, cancellationToken).ConfigureAwait(false))
        {
            digest.Add(cycle);
            while (waiting.TryPeek(out var next) && next.Value.CycleTimestamp == cycle.Plan.Snapshot.CycleTimestamp)
            {
                digests.Add(next.Key, (next.Value, digest.Text));
                waiting.Dequeue();
            }
        }

        return digests;
    }

    private static async IAsyncEnumerable<ReplayedCycle> RunAsync(
        PastCycles cycles,
        ReplayChange change,
        DateTimeOffset? from,
        DateTimeOffset? to,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var state = new ReplayState(cycles.History);
        var planner = new ReplayPlanner(change);
        var isStarted = false;
        await foreach (var rows in new CycleStream(cycles).ReadAsync(from, to, withRows: false, cancellationToken).ConfigureAwait(false))
        {
            if (rows.Cycle is { } cycle)
            {
                isStarted = true;
                yield return await planner.NextAsync(state, cycle, cancellationToken).ConfigureAwait(false);
            }
            else if (isStarted)
            {
                throw new LedgerException(
                    LedgerFault.NoStoredInput,
                    FormattableString.Invariant(
                        $"The input of the cycle of {rows.Snapshot.CycleTimestamp:O} is not stored. ")
                        + "A replay cannot go past it; replay a period before or after it.");
            }
        }
    }
}
