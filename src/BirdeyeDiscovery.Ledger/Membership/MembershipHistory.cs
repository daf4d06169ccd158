using System.Runtime.CompilerServices;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Reads memberships from the events, over any store.</summary>
internal sealed class MembershipHistory(PastCycles cycles, ITrackedTokenStore tokens) : IMembershipHistory
{
    public async ValueTask<IReadOnlyList<TrackedAsOf>> GetTrackedAsOfAsync(
        DateTimeOffset moment, CancellationToken cancellationToken = default)
    {
        var members = new Members();
        await foreach (var row in EventFeed.ReadAsync(cycles.History, cancellationToken).ConfigureAwait(false))
        {
            if (row.CreatedAt <= moment)
            {
                members.Apply(row);
            }
        }

        var tracked = new List<TrackedAsOf>();
        foreach (var member in members.Tracked)
        {
            var score = await cycles.History.GetScoreAsOfAsync(member.Address, moment, cancellationToken).ConfigureAwait(false);
            var symbol = score?.Score.Symbol
                ?? (await tokens.FindAsync(member.Address, cancellationToken).ConfigureAwait(false))?.Symbol;
            tracked.Add(new TrackedAsOf
            {
                Address = member.Address,
                Symbol = symbol,
                Status = member.Status,
                Since = member.Since,
                Reason = member.Reason ?? "",
                Score = score,
            });
        }

        return tracked;
    }

    public async IAsyncEnumerable<MembershipInterval> GetIntervalsAsync(
        DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var members = new Members();
        await foreach (var row in EventFeed.ReadAsync(cycles.History, cancellationToken).ConfigureAwait(false))
        {
            if (row.CreatedAt >= to || members.Apply(row) is not { } ended)
            {
                continue;
            }

            // The clocks of two hosts may differ, and the feed is in the order of the commits: an interval may be empty but not negative.
            var end = row.CreatedAt > ended.Since ? row.CreatedAt : ended.Since;
            if (end > from)
            {
                yield return new MembershipInterval(ended.Address, ended.Since, end, ended.Reason, row.Reason);
            }
        }

        foreach (var member in members.Active)
        {
            yield return new MembershipInterval(member.Address, member.Since, null, member.Reason, null);
        }
    }

    public async IAsyncEnumerable<MembershipRow> GetRowsAsync(
        DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var members = new Members();
        var events = EventFeed.ReadAsync(cycles.History, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var disposed = events.ConfigureAwait(false);
        var isOpen = await events.MoveNextAsync().ConfigureAwait(false);
        var byHand = new Queue<LifecycleEvent>();
        await foreach (var cycle in new CycleStream(cycles).SnapshotsAsync(null, null, cancellationToken).ConfigureAwait(false))
        {
            // Membership events and cycles are in the order of their commits. An event by hand belongs to no cycle: it is applied before
            // the cycle whose event comes next in the feed, even if it is later than the start of that cycle. If no event of a cycle comes
            // next, the time of the event decides.
            while (isOpen && (events.Current.SnapshotId is not { } id || id <= cycle.Id))
            {
                byHand.Enqueue(events.Current);
                if (events.Current.SnapshotId is not null)
                {
                    ApplyAll(byHand, members);
                }

                isOpen = await events.MoveNextAsync().ConfigureAwait(false);
            }

            var end = cycle.CycleTimestamp.AddMilliseconds(cycle.DurationMs);
            while (byHand.TryPeek(out var next) && next.CreatedAt <= end)
            {
                members.Apply(byHand.Dequeue());
            }

            if (cycle.CycleTimestamp < from || cycle.CycleTimestamp >= to)
            {
                continue;
            }

            var scores = (await cycles.History.GetScoresAsync(cycle.Id, cancellationToken).ConfigureAwait(false))
                .ToDictionary(static row => row.TokenAddress, StringComparer.Ordinal);
            foreach (var member in members.Active)
            {
                yield return new MembershipRow(
                    cycle.CycleTimestamp,
                    cycle.CycleTimestamp.AddMilliseconds(cycle.DurationMs),
                    member.Address,
                    scores.GetValueOrDefault(member.Address));
            }
        }
    }

    private static void ApplyAll(Queue<LifecycleEvent> events, Members members)
    {
        while (events.TryDequeue(out var row))
        {
            members.Apply(row);
        }
    }
}
