namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What must hold after every cycle, read from the store as a stranger would.</summary>
internal sealed class CycleInvariants(int mostActive = 10)
{
    private static readonly HashSet<(TokenStatus?, TokenStatus)> LegalEdges =
    [
        (null, TokenStatus.Active),
        (TokenStatus.Active, TokenStatus.Paused),
        (TokenStatus.Paused, TokenStatus.Active),
        (TokenStatus.Paused, TokenStatus.Removed),
        (TokenStatus.Removed, TokenStatus.Active),
    ];

    private readonly Dictionary<string, TokenStatus> _folded = new(StringComparer.Ordinal);
    private long _lastEvent;

    public async Task CheckAsync(SimulatedHost host, CycleResult result)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var snapshot = (await host.History.FindSnapshotAsync(result.Snapshot!.CycleTimestamp, cancellation))!;
        var scores = await host.History.GetScoresAsync(snapshot.Id, cancellation);
        var rejections = await host.History.GetRejectionsAsync(snapshot.Id, cancellation);
        var events = await host.History.GetEventsAsync(_lastEvent, 10_000, cancellation);
        var tokens = await host.Store.GetTokensAsync([], cancellation);

        CheckRows(result, snapshot, scores, rejections);
        CheckEvents(snapshot, scores, rejections, events);
        CheckHistory(events, tokens);
        Assert.True(tokens.Count(static token => token is { Status: TokenStatus.Active, IsPermanent: false }) <= mostActive, "at most 10 non-permanent tokens are active");
        await CheckReplayAsync(host, snapshot, scores, rejections);
    }

    // I1 and I7: all rows of the cycle or none, each candidate exactly once.
    private static void CheckRows(CycleResult result, SnapshotRecord snapshot, IReadOnlyList<ScoreRecord> scores, IReadOnlyList<RejectionRecord> rejections)
    {
        Assert.Equal(snapshot.ScoredCount, scores.Count);
        Assert.Equal(snapshot.RejectedCount, rejections.Count);
        Assert.Equal(result.Scores, scores);
        Assert.Equal(result.Rejections, rejections);
        var addresses = scores.Select(static score => score.TokenAddress).Concat(rejections.Select(static rejection => rejection.TokenAddress)).ToArray();
        Assert.Equal(addresses.Length, addresses.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Enumerable.Range(1, scores.Count(static score => score.Rank is not null)), scores.Where(static score => score.Rank is not null).Select(static score => score.Rank!.Value));
    }

    // One event per status change, entries only by rank and score, and nothing at all in a failed cycle (I6).
    private static void CheckEvents(
        SnapshotRecord snapshot, IReadOnlyList<ScoreRecord> scores, IReadOnlyList<RejectionRecord> rejections, IReadOnlyList<LifecycleEvent> events)
    {
        var own = events.Where(row => row.SnapshotId == snapshot.Id).ToArray();
        if (snapshot.Outcome == CycleOutcome.Failed)
        {
            Assert.Empty(own);
            Assert.Empty(scores);
            return;
        }

        var byAddress = scores.ToDictionary(static score => score.TokenAddress, StringComparer.Ordinal);
        var gated = rejections.ToDictionary(static rejection => rejection.TokenAddress, StringComparer.Ordinal);
        foreach (var row in own)
        {
            Assert.Equal(row.ToStatus is null, row.FromStatus is null && row.EventType == LifecycleEventType.Activated);
            if (row.ToStatus == TokenStatus.Active)
            {
                var score = byAddress[row.TokenAddress];
                Assert.InRange(score.SlotRank!.Value, 1, 7);
                Assert.True(score is { TotalScore: >= 60, Coverage: >= .80m, Action: ScoreAction.Add });
            }
            else if (row.EventType == LifecycleEventType.Paused)
            {
                Assert.True(byAddress.TryGetValue(row.TokenAddress, out var score) ? score is { Action: ScoreAction.Remove, Rank: not null } : gated[row.TokenAddress].ReasonCode == row.Reason);
            }
        }

        Assert.Equal(snapshot.TokensAdded, own.Count(static row => row.ToStatus == TokenStatus.Active));
        Assert.Equal(snapshot.TokensRemoved, own.Count(static row => row.EventType == LifecycleEventType.Paused));
    }

    // I12: the events, folded over legal edges, give the table.
    private void CheckHistory(IReadOnlyList<LifecycleEvent> events, IReadOnlyList<TrackedToken> tokens)
    {
        foreach (var row in events)
        {
            Assert.True(row.Id > _lastEvent);
            _lastEvent = row.Id;
            if (row.MigratedTo is { } next)
            {
                Assert.True(_folded.Remove(row.TokenAddress, out var moved));
                _folded.Add(next, moved);
            }

            if (row.ToStatus is not { } to)
            {
                continue;
            }

            TokenStatus? from = _folded.TryGetValue(row.TokenAddress, out var known) ? known : null;
            Assert.Equal(from, row.FromStatus);
            Assert.Contains((from, to), LegalEdges);
            _folded[row.TokenAddress] = to;
        }

        Assert.Equal(
            _folded.OrderBy(static pair => pair.Key, StringComparer.Ordinal),
            tokens.ToDictionary(static token => token.Address, static token => token.Status)
                .OrderBy(static pair => pair.Key, StringComparer.Ordinal));
    }

    // I3 and D10: the stored input gives the stored plan again, and committing that changes nothing.
    private static async Task CheckReplayAsync(SimulatedHost host, SnapshotRecord snapshot, IReadOnlyList<ScoreRecord> scores, IReadOnlyList<RejectionRecord> rejections)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var plan = CycleReplay.Plan(await host.History.GetCycleInputAsync(snapshot.Id, cancellation));
        Assert.Equal(scores, plan.Scores);
        Assert.Equal(rejections, plan.Rejections);
        Assert.Equal(snapshot with { Id = 0 }, plan.Snapshot);
        var again = await host.Store.CommitCycleAsync(snapshot.Epoch, plan, cancellation);
        Assert.Equal(new CommitResult(CommitStatus.AlreadyCommitted, snapshot.Id, []).Status, again.Status);
        Assert.Equal(snapshot.Id, again.SnapshotId);
    }
}
