using System.Globalization;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The engine runs cycles: leadership, state, the body of the cycle, the commit, the live view, the observers.</summary>
internal sealed class DiscoveryEngine(
    string name,
    OptionsSource options,
    IScorerFactory scorers,
    IMarketSource source,
    EngineStore store,
    CommittedCycles committed,
    Leadership leadership,
    CycleCommitter committer,
    StoreUpkeep upkeep,
    LivePublisher publisher,
    CycleRunner runner,
    ObserverNotifier observers,
    HostClock hostClock,
    CycleBudget budget,
    RunMonitor monitor,
    EngineTelemetry telemetry,
    TimeProvider clock,
    ILogger<DiscoveryEngine> logger,
    IStrategyPolicy? policy = null) : IDiscoveryEngine
{
    private readonly CycleLog _log = new(logger, name, clock);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private int _running;
    private CycleProgress? _current;
    private CycleResult? _last;
    private DateTimeOffset? _future;
    private (DateTimeOffset? Cycle, int Count) _failures;

    public string Name => name;

    public CycleProgress? Current => Volatile.Read(ref _current);

    public CycleResult? LastResult => Volatile.Read(ref _last);

    public IReadOnlyCollection<string> RefusedCalls => source.RefusedCalls;

    public BudgetForecast? BudgetForecast => budget.Forecast;

    /// <summary>Gets whether the host of this engine leads, as far as it knows.</summary>
    internal bool Leads => store.Leads;

    /// <summary>Gets whether the engine's last run called the API. A run without a call cost nothing and may be repeated soon.</summary>
    internal bool HasAsked { get; private set; }

    /// <summary>Gets the facts that the engine has recorded about its runs.</summary>
    internal RunFacts Runs => monitor.Facts;

    /// <summary>Gets the engine's description of the fault of this host's clock; null when it has none.</summary>
    internal string? ClockFault => hostClock.Fault;

    /// <summary>Gets the options of the engine's last cycle, for the scheduling of the next one.</summary>
    internal BirdeyeDiscoveryOptions CurrentOptions => options.Read().Options;

    public async ValueTask<CycleResult> RunCycleAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
        {
            return new CycleResult
            {
                Status = CycleStatus.AlreadyRunning,
                LastCycle = LastResult?.LastCycle,
                NextDue = LastResult?.NextDue
            };
        }

        try
        {
            using var activity = DiscoveryActivities.Start(DiscoveryTelemetry.CycleActivity, telemetry);
            var result = await monitor.ObserveAsync(this, activity, cancellationToken).ConfigureAwait(false);
            if (result.Status == CycleStatus.Ran)
            {
                Volatile.Write(ref _last, result);
                Volatile.Write(ref _current, null);
                _log.Write(result, CurrentOptions);
                leadership.Used();
                await observers.NotifyAsync(result, cancellationToken).ConfigureAwait(false);
                if (store.Leads)
                {
                    await upkeep.DropHistoryAsync(CurrentOptions, cancellationToken).ConfigureAwait(false);
                }
            }

            return result;
        }
        finally
        {
            Volatile.Write(ref _current, null);
            Volatile.Write(ref _running, 0);
        }
    }

    /// <summary>
    /// The engine keeps the live view current between cycles: the tracked tokens, which people change, and the scores, which would expire.
    /// </summary>
    internal async ValueTask TendAsync(CancellationToken cancellationToken)
    {
        if (store.Leads)
        {
            using var activity = DiscoveryActivities.Start(DiscoveryTelemetry.TendActivity, telemetry);
            using var cycle = publisher.BeginCycle();
            await store.FollowAsync(CurrentOptions, publisher, cancellationToken).ConfigureAwait(false);
            await publisher.KeepAliveAsync(CurrentOptions, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The engine runs a cycle if one is due and this host leads; <see cref="RunMonitor"/> calls it.</summary>
    internal async ValueTask<CycleResult> RunOnceAsync(CancellationToken cancellationToken)
    {
        HasAsked = false;
        using var cycle = publisher.BeginCycle();
        var (configured, optionFaults) = options.Read();
        var current = budget.Apply(configured);
        monitor.Use(current);
        if (await store.LeadAsync(current, cancellationToken).ConfigureAwait(false) is not { } epoch)
        {
            budget.Forget();
            telemetry.Account.Follow(isAsking: !store.MayLead);
            var last = await store.LastCycleAsync(cancellationToken).ConfigureAwait(false);
            await store.PublishLastAsync(current, publisher, cancellationToken).ConfigureAwait(false);
            return NotRun(CycleStatus.NotLeader, last, current);
        }

        try
        {
            current = await budget.DecideAsync(configured, epoch, cancellationToken).ConfigureAwait(false);
            var result = await RunLeaderAsync(current, epoch, cancellationToken).ConfigureAwait(false);
            return result.Status != CycleStatus.Ran
                ? result
                : result with
                {
                    Warnings =
                    [
                        .. optionFaults.Select(static fault => $"Configuration unchanged, the new one is invalid: {fault}"),
                        .. result.Warnings
                    ]
                };
        }
        catch (DiscoveryStoreException fenced) when (fenced.IsFenced)
        {
            return await OvertakenAsync(current, epoch, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<CycleResult> RunLeaderAsync(BirdeyeDiscoveryOptions current, long epoch, CancellationToken cancellationToken)
    {
        var state = await store.LoadAsync(current, epoch, cancellationToken).ConfigureAwait(false);
        monitor.Tracks(state.Tokens);
        await store.PublishLastAsync(current, publisher, cancellationToken).ConfigureAwait(false);
        await upkeep.PrepareAsync(current, epoch, cancellationToken).ConfigureAwait(false);

        // A cycle in ReadOnly mode is not in the store, so the last cycle of this engine counts too.
        var (interval, now) = (budget.SpacingOf(current), clock.GetUtcNow());
        var lastCycle = CycleClock.Last(state.LastCycle, LastResult?.LastCycle, now, ClockRules.Tolerance(current));
        var warnings = FutureWarnings(state, now, current);

        // The engine updates the live view even if no cycle is due: a host with its own loop calls the engine between cycles for that.
        await publisher.FollowAsync(
            current,
            [.. state.Tokens.Where(static token => token.Status != TokenStatus.Removed)],
            cancellationToken).ConfigureAwait(false);
        await publisher.KeepAliveAsync(current, cancellationToken).ConfigureAwait(false);
        var spacing = await SpacingAsync(lastCycle, interval, cancellationToken).ConfigureAwait(false);
        if (CycleClock.Due(lastCycle, spacing, clock.GetUtcNow()) is not { } cycleTimestamp)
        {
            return NotRun(CycleStatus.NotDue, lastCycle, current, spacing) with { Warnings = warnings };
        }

        // The engine identifies a cycle by its time. A host whose clock was ahead may have stored a cycle of exactly this time, so the new
        // cycle takes a later one.
        while (state.LatestCycle >= cycleTimestamp && await store.HasCycleAsync(cycleTimestamp, cancellationToken).ConfigureAwait(false))
        {
            cycleTimestamp = cycleTimestamp.AddMilliseconds(1);
        }

        monitor.CycleStarts(lastCycle, interval);
        Log.CycleStarting(logger, name, cycleTimestamp);
        var result = await RunDueAsync(current, state, epoch, cycleTimestamp, cancellationToken).ConfigureAwait(false);
        return result with { Warnings = [.. warnings, .. result.Warnings] };
    }

    private async ValueTask<CycleResult> RunDueAsync(
        BirdeyeDiscoveryOptions current, CycleState state, long epoch, DateTimeOffset cycleTimestamp, CancellationToken cancellationToken)
    {
        var adopted = await store.AdoptableAsync(current, state, cancellationToken).ConfigureAwait(false);
        await using var reserved = (await budget.ReserveAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        HasAsked = true;
        var started = clock.GetTimestamp();
        using var scope = new CallScope(current.Birdeye, Budget.MaxWaitPerCall(current.Discovery.Interval))
        {
            StoreId = hostClock.StoreId,
            Interval = current.Discovery.Interval,
            Telemetry = telemetry,
            Purse = budget.Purse(current),
            KeyPath = current.PathOf,
        };
        var context = new CycleContext(
            current,
            cycleTimestamp,
            SeedTokens.Adopt(state, adopted, TransitionTimes.Of(cycleTimestamp, current)).State.Tokens
                .ToDictionary(static token => token.Address, StringComparer.Ordinal),
            scope,
            (phase, done, total) => Volatile.Write(
                ref _current, new CycleProgress(cycleTimestamp, phase, done, total, scope.Calls, scope.ComputeUnits)),
            runner.SourceName(current))
        {
            Migrations = state.Migrations,
            ReadsLongCandles = BudgetForecast?.Stretch.ReadsLongCandles != false,
            OnListRead = () =>
            {
                if (!hostClock.MayGoOn(current))
                {
                    scope.End(Budget.ClockOff);
                }
            },
        };
        context.Report(CyclePhase.Starting, 0, 0);

        // The calls of a running cycle end at the deadline; the plan uses the answers received until then.
        await using var deadline = clock.CreateTimer(
            _ => scope.End(Budget.Timeout(current.Discovery.CycleTimeout)),
            null,
            current.Discovery.CycleTimeout,
            Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        await using var doubt = leadership.Doubt.UnsafeRegister(
            static calls => ((CallScope)calls!).End(Budget.LeadershipLost),
            scope).ConfigureAwait(false);
        var scorer = scorers.Create(current.Scoring);
        context.OnTick = token => publisher.KeepAliveAsync(current, token);
        var (input, findings, complete) = await runner.RunAsync(
            context,
            state,
            adopted,
            scorer,
            epoch,
            options.HashOf(current),
            cancellationToken).ConfigureAwait(false);
        input = input with { Budget = await budget.SettleAsync(context, input.Enrichment).ConfigureAwait(false) };

        context.Report(CyclePhase.Committing, 0, 0);
        if (!hostClock.MayGoOn(current))
        {
            await leadership.GiveUpAsync(cancellationToken).ConfigureAwait(false);
            return NotRun(CycleStatus.NotLeader, state.LastCycle, current);
        }

        if (!await leadership.HoldsAsync(epoch, current, cancellationToken).ConfigureAwait(false))
        {
            return await OvertakenAsync(current, epoch, cancellationToken).ConfigureAwait(false);
        }

        var (plan, commit) = await committer
            .CommitAsync(
                input, complete, scorer, () => clock.GetElapsedTime(started) < current.Discovery.CycleTimeout, cancellationToken)
            .ConfigureAwait(false);
        if (commit is { Status: CommitStatus.Fenced })
        {
            return await OvertakenAsync(current, epoch, cancellationToken).ConfigureAwait(false);
        }

        if (commit is not null)
        {
            committed.Add(plan.Snapshot);
        }

        context.Report(CyclePhase.Publishing, 0, 0);
        var tokens = await store.LiveTokensAfterAsync(plan, state, cancellationToken).ConfigureAwait(false);
        monitor.Tracks(tokens);
        if (!leadership.IsSureOf(epoch))
        {
            // The engine stored the cycle, but its lease ran out. It does not publish the cycle, because another leader's may be newer.
            store.PublishAgain();
        }
        else if (plan.Snapshot.Outcome != CycleOutcome.Failed)
        {
            budget.Published(current.Discovery.Interval);
            var age = CycleClock.Age(cycleTimestamp, clock.GetElapsedTime(started), current.Discovery.Interval, clock.GetUtcNow());
            await publisher.PublishAsync(
                current,
                plan.Snapshot,
                plan.Scores,
                tokens,
                findings,
                age,
                cancellationToken).ConfigureAwait(false);
        }

        _failures = (cycleTimestamp, CycleClock.IsCheapFailure(plan.Snapshot) ? _failures.Count + 1 : 0);
        return new CycleResult
        {
            Status = CycleStatus.Ran,
            Snapshot = plan.Snapshot with { Id = commit?.SnapshotId ?? 0 },
            Scores = plan.Scores,
            Rejections = plan.Rejections,
            Events = commit?.Events ?? plan.Events,
            ActiveTokens = [.. tokens.Where(static token => token.Status == TokenStatus.Active)],
            PausedTokens = [.. tokens.Where(static token => token.Status == TokenStatus.Paused)],
            LastCycle = cycleTimestamp,
            NextDue = CycleClock.Next(cycleTimestamp, Spacing(budget.SpacingOf(current)), clock.GetUtcNow()),
            Warnings =
            [
                .. committed.TakeLosses(),
                .. context.Faults.Warnings(),
                .. SeedWarnings(current, state, adopted),
                .. SeedTokens.WithoutStrategy(current, state, policy),
                .. DataStale.Warnings(plan)
            ],
        };
    }

    // Ends a run whose host lost leadership before the commit: nothing is stored. The next run reads what the new leader wrote.
    private async ValueTask<CycleResult> OvertakenAsync(BirdeyeDiscoveryOptions current, long epoch, CancellationToken cancellationToken)
    {
        leadership.Lost(epoch);
        Log.LeadershipLost(logger, name, epoch);
        var last = LastResult?.LastCycle;
        try
        {
            last = await store.LastCycleAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DiscoveryStoreException)
        {
            // The engine may have lost leadership because the store fails. It then reports the last cycle that it knows of.
        }

        return NotRun(CycleStatus.NotLeader, last, current);
    }

    // The engine asks the store for the number of consecutive failed cycles: an earlier process or another host may have run them.
    private async ValueTask<TimeSpan> SpacingAsync(DateTimeOffset? lastCycle, TimeSpan interval, CancellationToken cancellationToken)
    {
        if (_failures.Cycle != lastCycle)
        {
            var count = lastCycle is { } last ? await store.FailuresUntilAsync(last, cancellationToken).ConfigureAwait(false) : 0;
            _failures = (lastCycle, count);
        }

        return Spacing(interval);
    }

    // Cheap failures shorten the time to the next cycle, so that a corrected key is noticed soon. A used-up budget ends with the month.
    private TimeSpan Spacing(TimeSpan interval) => CycleClock.Spacing(interval, budget.IsUsedUp ? 0 : _failures.Count);

    private CycleResult NotRun(CycleStatus status, DateTimeOffset? last, BirdeyeDiscoveryOptions current, TimeSpan? spacing = null)
    {
        var now = hostClock.Now;
        var isFuture = last is { } time && ClockRules.IsFuture(time, now, ClockRules.Tolerance(current));
        return new()
        {
            Status = hostClock.Fault is null ? status : CycleStatus.ClockOff,
            LastCycle = last,
            NextDue = last is not { } cycle ? null : isFuture ? now : CycleClock.Next(cycle, spacing ?? current.Discovery.Interval, now),
            Warnings = hostClock.Fault is { } fault ? [fault] : [],
        };
    }

    // The engine reports each future cycle time once. A cycle that was written by a clock at 2099 stays the latest one until then.
    private string[] FutureWarnings(CycleState state, DateTimeOffset now, BirdeyeDiscoveryOptions current)
    {
        if (state.LatestCycle is not { } latest || !ClockRules.IsFuture(latest, now, ClockRules.Tolerance(current)) || latest == _future)
        {
            return [];
        }

        _future = latest;
        Log.CycleOfTheFuture(logger, name, latest);
        return
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"The store has a cycle of {latest:O}, which is in the future: a host with a wrong clock wrote it")
        ];
    }

    // The engine warns of a row of tracked_tokens without a valid address, whose token can never be traded. Every result of a cycle has the
    // warning; the log has it once.
    private IEnumerable<string> SeedWarnings(BirdeyeDiscoveryOptions current, CycleState state, IReadOnlyList<string> adopted)
    {
        foreach (var row in SeedTokens.WithoutAddress(current, state))
        {
            if (_told.Add(row))
            {
                Log.RowWithoutAddress(logger, name, row);
            }

            yield return row;
        }

        foreach (var seed in SeedTokens.NotAdopted(current, state, adopted))
        {
            yield return seed;
        }
    }
}
