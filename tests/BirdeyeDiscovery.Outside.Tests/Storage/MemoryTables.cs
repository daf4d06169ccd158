using System.Collections.Immutable;

namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>
/// Holds the rows of the store. The lists are immutable, so a copy of this object is a copy of all rows. No row but the old history is
/// deleted, so the ids of the other rows are their positions.
/// </summary>
internal sealed partial record MemoryTables
{
    public bool IsInitialized { get; init; }

    public long Epoch { get; set; }

    /// <summary>Gets or sets the lease of the host that leads.</summary>
    public object? Leader { get; set; }

    public ImmutableList<TrackedToken> Tokens { get; private set; } = [];

    public ImmutableList<SnapshotRecord> Snapshots { get; private set; } = [];

    public ImmutableList<MemoryHistoryRow<ScoreRecord>> Scores { get; private set; } = [];

    public ImmutableList<MemoryHistoryRow<RejectionRecord>> Rejections { get; private set; } = [];

    public ImmutableList<MemoryHistoryRow<ShadowScoreRecord>> Shadows { get; private set; } = [];

    public ImmutableList<MemoryHistoryRow<ReadOnlyMemory<byte>>> Inputs { get; private set; } = [];

    public ImmutableList<LifecycleEvent> Events { get; private set; } = [];

    public ImmutableList<OperatorRecord> Actions { get; private set; } = [];

    public ImmutableList<StrategyVersion> Versions { get; private set; } = [];

    public ImmutableDictionary<ComputeUnitMonth, ComputeUnitBalance> Units { get; private set; } =
        ImmutableDictionary<ComputeUnitMonth, ComputeUnitBalance>.Empty;

    public ComputeUnitBalance UnitsOf(ComputeUnitMonth month) =>
        Units.GetValueOrDefault(month) ?? new ComputeUnitBalance { Granted = 0, Spent = 0, Reserved = 0 };

    public ComputeUnitBalance SetUnits(ComputeUnitMonth month, ComputeUnitBalance balance)
    {
        Units = Units.SetItem(month, balance);
        return balance;
    }

    /// <summary>Converts a time to whole milliseconds, as which the library compares cycles.</summary>
    public static DateTimeOffset ToStored(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    public TrackedToken? Find(string address) => Tokens.Find(token => token.Address == address);

    public TrackedToken? FindBySymbol(string symbol)
    {
        var found = Tokens.FindAll(token => token.Symbol == symbol);
        return found.Count > 1 ? throw new AmbiguousSymbolException(symbol, [.. found.Select(static token => token.Address)])
            : found.FirstOrDefault();
    }

    /// <summary>Inserts a token with its first strategy version, and counts the trades that were closed before.</summary>
    public bool TryInsert(TrackedToken token, DateTimeOffset time)
    {
        if (Find(token.Address) is not null)
        {
            return false;
        }

        var stored = token with
        {
            Id = Tokens.Count + 1,
            StrategyVersion = LastVersion(token.Address) + 1,
            StrategyByHand = false,
            TradesCount = 0,
            WinCount = 0,
            TotalPnlUsd = 0m,
            Revision = 1,
            CreatedAt = time,
            UpdatedAt = time,
        };
        Tokens = Tokens.Add(stored);
        Versions = Versions.Add(new StrategyVersion
        {
            TokenAddress = stored.Address,
            Version = stored.StrategyVersion,
            StrategyType = stored.StrategyType,
            StrategyConfig = stored.StrategyConfig,
            ChangedBy = StrategyChangeRules.Engine,
            Reason = stored.StatusReason,
            ChangedAt = time,
        });
        CountTrades(stored.Address);
        return true;
    }

    /// <summary>Updates a token at its revision. Trades and strategies have their own writers.</summary>
    public bool TryUpdate(TrackedToken token, DateTimeOffset time)
    {
        if (Find(token.Address) is not { } stored || stored.Revision != token.Revision)
        {
            return false;
        }

        Replace(token with
        {
            Id = stored.Id,
            StrategyType = stored.StrategyType,
            StrategyConfig = stored.StrategyConfig,
            StrategyVersion = stored.StrategyVersion,
            StrategyByHand = stored.StrategyByHand,
            TradesCount = stored.TradesCount,
            WinCount = stored.WinCount,
            TotalPnlUsd = stored.TotalPnlUsd,
            Revision = stored.Revision + 1,
            CreatedAt = stored.CreatedAt,
            UpdatedAt = time,
        });
        return true;
    }

    /// <summary>Moves a token to another address, under which its history continues.</summary>
    public void Move(TrackedToken token, string newAddress, DateTimeOffset time)
    {
        Replace(token with { Address = newAddress, Revision = token.Revision + 1, UpdatedAt = time });
        Migrate(token.Address, newAddress);
        CountTrades(newAddress);
    }

    public bool TryAssign(StrategyAssignment assignment, DateTimeOffset time)
    {
        if (Find(assignment.TokenAddress) is not { StrategyByHand: false } token || token.StrategyVersion != assignment.ExpectedVersion)
        {
            return false;
        }

        AddVersion(new StrategyVersion
        {
            TokenAddress = token.Address,
            Version = LastVersion(token.Address) + 1,
            OldType = token.StrategyType,
            OldConfig = token.StrategyConfig,
            StrategyType = assignment.StrategyType,
            StrategyConfig = assignment.StrategyConfig,
            ChangedBy = StrategyChangeRules.Engine,
            Reason = assignment.Reason,
            ChangedAt = time,
        });
        return true;
    }

    public void AddVersion(StrategyVersion version)
    {
        Versions = Versions.Add(version);
        Replace(Find(version.TokenAddress)! with
        {
            StrategyType = version.StrategyType,
            StrategyConfig = version.StrategyConfig,
            StrategyVersion = version.Version,
            StrategyByHand = version.IsByHand,
            UpdatedAt = version.ChangedAt,
        });
    }

    public int LastVersion(string address) => VersionsOf(address).Select(static version => version.Version).DefaultIfEmpty().Max();

    /// <summary>Reads the versions under all addresses of a token, newest first.</summary>
    public IEnumerable<StrategyVersion> VersionsOf(string address)
    {
        var addresses = AddressesOf(address);
        return Versions.Reverse().Where(version => addresses.Contains(version.TokenAddress))
            .OrderByDescending(static version => version.Version);
    }

    public long AddCycle(long epoch, CyclePlan plan, DateTimeOffset time)
    {
        if (plan.Scores.Any(static score => score.TotalScore is < 0m or > 100m)
            || plan.Scores.DistinctBy(static score => score.TokenAddress).Count() < plan.Scores.Count
            || plan.ShadowScores.Any(static score => score.TotalScore is < 0m or > 100m)
            || plan.ShadowScores.DistinctBy(static score => (score.Scorer, score.TokenAddress)).Count() < plan.ShadowScores.Count)
        {
            throw new DiscoveryStoreException("A score is outside of 0 to 100, or a token has two scores in one cycle.") { IsDefect = true };
        }

        var id = Snapshots.Count + 1;
        Snapshots = Snapshots.Add(plan.Snapshot with { Id = id, Epoch = epoch, CycleTimestamp = time });
        Scores = Scores.AddRange(plan.Scores.Select(score => new MemoryHistoryRow<ScoreRecord>(id, time, score)));
        Rejections = Rejections.AddRange(plan.Rejections.Select(rejection => new MemoryHistoryRow<RejectionRecord>(id, time, rejection)));
        Shadows = Shadows.AddRange(plan.ShadowScores.Select(shadow => new MemoryHistoryRow<ShadowScoreRecord>(id, time, shadow)));
        if (!plan.Input.IsEmpty)
        {
            Inputs = Inputs.Add(new(id, time, plan.Input.ToArray()));
        }

        return id;
    }

    public IReadOnlyList<LifecycleEvent> AddEvents(IEnumerable<LifecycleEvent> events, long? snapshotId = null)
    {
        var first = Events.Count;
        List<LifecycleEvent> stored =
            [.. events.Select((item, index) =>
                item with { Id = first + index + 1, SnapshotId = snapshotId, CreatedAt = ToStored(item.CreatedAt) })];
        Events = Events.AddRange(stored);
        return stored;
    }

    public void AddAction(OperatorCommand command) => Actions = Actions.Add(new OperatorRecord
    {
        Id = Actions.Count + 1,
        RequestId = command.RequestId,
        Act = command.Act,
        Address = command.Address,
        NewAddress = command.NewAddress,
        By = command.By,
        Reason = command.Reason,
        IsForced = command.IsForced,
        CreatedAt = command.At,
    });

    /// <summary>Drops the history before a time, except inputs on which a kept one builds.</summary>
    public IReadOnlyList<string> DropHistory(DateTimeOffset keepFrom)
    {
        var bases = Inputs.Where(input => input.Time >= keepFrom).Select(static input => CycleInputBlock.BaseOf(input.Value)).ToHashSet();
        var before = (Scores: Scores.Count, Rejections: Rejections.Count, Inputs: Inputs.Count, Shadows: Shadows.Count);
        Scores = Scores.RemoveAll(row => row.Time < keepFrom);
        Rejections = Rejections.RemoveAll(row => row.Time < keepFrom);
        Inputs = Inputs.RemoveAll(row => row.Time < keepFrom && !bases.Contains(row.Time));
        Shadows = Shadows.RemoveAll(row => row.Time < keepFrom);
        return
        [
            .. new (string Table, int Rows)[]
            {
                ("scores", before.Scores - Scores.Count), ("rejections", before.Rejections - Rejections.Count),
                    ("inputs", before.Inputs - Inputs.Count), ("shadows", before.Shadows - Shadows.Count),
            }
                .Where(static dropped => dropped.Rows > 0)
                .Select(static dropped => FormattableString.Invariant($"{dropped.Table}: {dropped.Rows} rows")),
        ];
    }

    private void Replace(TrackedToken token) => Tokens = Tokens.SetItem((int)token.Id - 1, token);
}
