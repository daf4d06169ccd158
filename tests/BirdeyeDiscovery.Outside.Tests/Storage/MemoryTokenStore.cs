namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>Stores the tracked tokens and commits cycles.</summary>
internal sealed class MemoryTokenStore(MemoryDatabase database) : ITrackedTokenStore
{
    public ValueTask InitializeAsync(SchemaMode mode, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        database.Initialize(mode);
        return default;
    }

    public ValueTask<IReadOnlyList<LifecycleEvent>> SeedAsync(
        long epoch, IReadOnlyList<TrackedToken> tokens, CancellationToken cancellationToken = default) => database.WriteAsync(
        tables =>
        {
            if (tables.Epoch != epoch)
            {
                throw new DiscoveryStoreException($"The epoch is {tables.Epoch}, not {epoch}.") { IsFenced = true };
            }

            var now = database.Now;
            return tables.AddEvents([.. tokens.Where(token => tables.TryInsert(token, now)).Select(token => new LifecycleEvent
            {
                TokenAddress = token.Address,
                EventType = LifecycleEventType.Added,
                ToStatus = token.Status,
                Reason = token.StatusReason ?? ReasonCodes.Seed,
                CreatedAt = now,
            })]);
        },
        cancellationToken);

    public ValueTask<CycleState> LoadCycleStateAsync(CycleStateQuery query, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
        tables => new CycleState
        {
            LastCycle = tables.Snapshots.LastOrDefault()?.CycleTimestamp,
            LatestCycle = tables.Snapshots.Select(static snapshot => (DateTimeOffset?)snapshot.CycleTimestamp).Max(),
            Tokens = tables.Tokens,
            Migrations = tables.Migrations,
            StagedCycles = tables.Snapshots
                .Where(static snapshot => snapshot.Outcome != CycleOutcome.Failed)
                .Reverse()
                .TakeWhile(static snapshot => snapshot.Enrichment == CycleEnrichment.Staged)
                .Count(),
            PeakLiquidityUsd = tables.Scores.Select(static row => (row.Time, row.Value.TokenAddress, row.Value.LiquidityUsd))
                .Concat(tables.Rejections.Select(static row => (row.Time, row.Value.TokenAddress, row.Value.LiquidityUsd)))
                .Where(row => row.Time > query.PeakSince && row.Time <= query.PeakUntil && row.LiquidityUsd is not null)
                .GroupBy(static row => row.TokenAddress)
                .ToDictionary(static rows => rows.Key, static rows => rows.Max(static row => row.LiquidityUsd!.Value)),
            WarmUpCycles = WarmUps(tables, query.WarmUpDepth),
        },
        cancellationToken);

    public ValueTask<CommitResult> CommitCycleAsync(long epoch, CyclePlan plan, CancellationToken cancellationToken = default)
    {
        CyclePlan.Check(plan);
        return database.WriteAsync(
            tables => Commit(tables, epoch, plan), cancellationToken, static result => result.Status == CommitStatus.Committed);
    }

    public ValueTask<IReadOnlyList<TrackedToken>> GetTokensAsync(
        IReadOnlyCollection<TokenStatus> statuses, CancellationToken cancellationToken = default) =>
            database.ReadAsync<IReadOnlyList<TrackedToken>>(
        tables => statuses.Count == 0 ? tables.Tokens : tables.Tokens.FindAll(token => statuses.Contains(token.Status)), cancellationToken);

    public ValueTask<TrackedToken?> FindAsync(string address, CancellationToken cancellationToken = default) =>
        database.ReadAsync(tables => tables.Find(address), cancellationToken);

    public ValueTask<TrackedToken?> FindBySymbolAsync(string symbol, CancellationToken cancellationToken = default) =>
        database.ReadAsync(tables => tables.FindBySymbol(symbol), cancellationToken);

    private static CommitResult Commit(MemoryTables tables, long epoch, CyclePlan plan)
    {
        var time = MemoryTables.ToStored(plan.Snapshot.CycleTimestamp);
        if (tables.Epoch != epoch)
        {
            return new(CommitStatus.Fenced, 0, []);
        }

        if (tables.Snapshots.Find(snapshot => snapshot.CycleTimestamp == time) is { } stored)
        {
            return new(CommitStatus.AlreadyCommitted, stored.Id, []);
        }

        if (!plan.Tokens.All(token => token.Revision == 0 ? tables.TryInsert(token, time) : tables.TryUpdate(token, time))
            || !plan.Strategies.All(assignment => tables.TryAssign(assignment, time)))
        {
            return new(CommitStatus.Conflict, 0, []);
        }

        var id = tables.AddCycle(epoch, plan, time);
        return new(CommitStatus.Committed, id, tables.AddEvents(plan.Events, id));
    }

    // A streak is unbroken up to the newest good cycle.
    private static Dictionary<string, int> WarmUps(MemoryTables tables, int depth)
    {
        var streaks = new Dictionary<string, int>();
        var good = tables.Snapshots.Reverse().Where(static snapshot => snapshot.Outcome != CycleOutcome.Failed).Take(depth);
        foreach (var (age, snapshot) in good.Index())
        {
            foreach (var score in tables.Scores.Where(row => row.SnapshotId == snapshot.Id).Select(static row => row.Value))
            {
                if (score.Action == ScoreAction.Skip && score.ActionReason.Split(':')[0] == ReasonCodes.WarmUp
                    && streaks.GetValueOrDefault(score.TokenAddress) == age)
                {
                    streaks[score.TokenAddress] = age + 1;
                }
            }
        }

        return streaks;
    }
}
