using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>
/// Commits a cycle of the engine. After a failure with an unknown outcome, the store is queried for the cycle first; a commit is never
/// repeated blindly.
/// </summary>
internal sealed class CycleCommitter(
    string name,
    ITrackedTokenStore tokens,
    IDiscoveryHistory history,
    StoreRetry retry,
    ILogger<DiscoveryEngine> logger,
    IStrategyPolicy? policy = null,
    EngineTelemetry? telemetry = null,
    ShadowScorers? shadows = null)
{
    /// <summary>How often the engine plans a cycle if a tracked token changes before each commit.</summary>
    private const int MaxPlans = 20;

    /// <summary>
    /// How often the engine commits one plan. Each repetition requires that the store has confirmed that it has no such cycle.
    /// </summary>
    private const int MaxCommits = 3;

    /// <summary>How often the engine queries a store that does not answer for the committed cycle: for about a minute.</summary>
    private const int MaxQueries = 12;

    // The last self-contained cycle input that the engine knows to be stored. It is cleared whenever a commit is in doubt, because a later
    // input must not refer to a row that may not exist.
    private CycleInputBase? _known;
    private bool _isInDoubt;

    /// <summary>
    /// The engine plans and commits a cycle; it plans again if a tracked token changed in between. Nothing is written in
    /// <see cref="DiscoveryMode.ReadOnly"/>.
    /// </summary>
    /// <param name="input">The input of the plan.</param>
    /// <param name="complete">Reads what a changed state needs before the cycle is planned again; null when everything was read.</param>
    /// <param name="scorer">The scorer.</param>
    /// <param name="mayWait">Returns whether the cycle has time left for waiting.</param>
    /// <param name="cancellationToken">Cancels the call; it is then unknown whether the cycle is stored.</param>
    public async ValueTask<(CyclePlan Plan, CommitResult? Commit)> CommitAsync(
        CycleInput input, CompleteInput? complete, ITokenScorer scorer, Func<bool> mayWait, CancellationToken cancellationToken)
    {
        using var activity = PhaseActivities.Start(CyclePhase.Committing);
        var started = telemetry?.Clock.GetTimestamp() ?? 0;
        var result = TelemetryWords.Error;
        try
        {
            var done = await PlanAndCommitAsync(input, complete, scorer, mayWait, cancellationToken).ConfigureAwait(false);
            result = WordOf(done.Commit?.Status);
            return done;
        }
        catch (Exception failure)
        {
            DiscoveryActivities.Fail(activity, failure);
            throw;
        }
        finally
        {
            telemetry?.Committed(result, telemetry.Clock.GetElapsedTime(started));
            activity?.SetTag(DiscoveryTelemetry.ResultTag, result);
        }
    }

    internal static string WordOf(CommitStatus? status) => status switch
    {
        null => "not_written",
        CommitStatus.Fenced => "fenced",
        _ => "committed",
    };

    private async ValueTask<(CyclePlan Plan, CommitResult? Commit)> PlanAndCommitAsync(
        CycleInput input, CompleteInput? complete, ITokenScorer scorer, Func<bool> mayWait, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var plan = CyclePlanner.Plan(input, scorer, policy);
            if (input.Options.Discovery.Mode == DiscoveryMode.ReadOnly)
            {
                return (plan, null);
            }

            plan = shadows?.AddTo(plan, input) ?? plan;
            var earlier = _known;
            var (block, known) = CycleInputCodec.Pack(input, earlier);
            (_known, _isInDoubt) = (null, false);
            var commit = await CommitPlanAsync(input, plan with { Input = block }, mayWait, cancellationToken).ConfigureAwait(false);
            if (!_isInDoubt)
            {
                _known = commit.Status == CommitStatus.Committed ? known : commit.Status == CommitStatus.Conflict ? earlier : null;
            }

            if (commit.Status == CommitStatus.AlreadyCommitted)
            {
                return await CommittedEarlierAsync(input, plan, mayWait, cancellationToken).ConfigureAwait(false);
            }

            if (commit.Status != CommitStatus.Conflict)
            {
                return (plan, commit);
            }

            if (attempt == MaxPlans)
            {
                throw new DiscoveryStoreException(
                    $"The tracked tokens changed under {MaxPlans} plans of the cycle in a row; nothing was written.")
                {
                    IsTransient = true
                };
            }

            telemetry?.CommitRepeated(TelemetryWords.Conflict);
            Log.PlannedAgain(logger, name, input.CycleTimestamp, attempt);
            var query = new CycleStateQuery(
                input.CycleTimestamp - EngineStore.PeakWindow,
                input.Options.Discovery.Damping.ConfirmationCycles)
            {
                PeakUntil = input.CycleTimestamp + ClockRules.Tolerance(input.Options),
            };
            input = input with { State = await tokens.LoadCycleStateAsync(query, cancellationToken).ConfigureAwait(false) };
            if (complete is not null)
            {
                input = await complete(input, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private ValueTask<CommitResult> CommitPlanAsync(
        CycleInput input, CyclePlan plan, Func<bool> mayWait, CancellationToken cancellationToken)
    {
        var call = new StoreCall("commit a cycle", MaxCommits) { MayWait = mayWait };
        return retry.RunAsync(
            call,
            (Committer: this, call, input, plan, mayWait),
            static (run, cancelled) => run.Committer.CommitOnceAsync(run.call, run.input, run.plan, run.mayWait, cancelled),
            cancellationToken);
    }

    private async ValueTask<CommitResult> CommitOnceAsync(
        StoreCall call, CycleInput input, CyclePlan plan, Func<bool> mayWait, CancellationToken cancellationToken)
    {
        if (call.Attempt > 1)
        {
            telemetry?.CommitRepeated(TelemetryWords.Store);
        }

        try
        {
            var result = await tokens.CommitCycleAsync(input.Epoch, plan, cancellationToken).ConfigureAwait(false);

            // The engine's previous attempt may still have been committing when the store answered that it has no such cycle. The cycle is
            // therefore looked up again.
            return call.Attempt > 1 && result.Status is CommitStatus.AlreadyCommitted or CommitStatus.Conflict
                && await FindAsync(input, mayWait, cancellationToken).ConfigureAwait(false) is { } late
                ? await RecoveredAsync(input, plan, late, mayWait, cancellationToken).ConfigureAwait(false)
                : result;
        }
        catch (DiscoveryStoreException unsure) when (unsure.IsTransient)
        {
            _isInDoubt = true;
            var stack = ExpectedFault.Stack(logger, name, unsure);
            Log.CommitUnsure(logger, name, input.CycleTimestamp, call.Attempt, FailureText.Cause(unsure), stack);
            try
            {
                if (await FindAsync(input, mayWait, cancellationToken).ConfigureAwait(false) is { } stored)
                {
                    return await RecoveredAsync(input, plan, stored, mayWait, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (DiscoveryStoreException failure)
            {
                // The look-up of the cycle failed, so the engine does not know whether it is stored, and does not repeat the commit.
                call.End(failure);
                throw;
            }

            throw;
        }
    }

    private ValueTask<SnapshotRecord?> FindAsync(CycleInput input, Func<bool> mayWait, CancellationToken cancellationToken) =>
        ReadAsync(token => history.FindSnapshotAsync(input.CycleTimestamp, token), mayWait, cancellationToken);

    // Cycle times lie on a grid, so another leader of the engine may have committed a cycle of the same time, with its own epoch.
    private async ValueTask<CommitResult> RecoveredAsync(
        CycleInput input, CyclePlan plan, SnapshotRecord stored, Func<bool> mayWait, CancellationToken cancellationToken)
    {
        if (stored.Epoch != input.Epoch)
        {
            return new CommitResult(CommitStatus.Fenced, 0, []);
        }

        // The engine found its cycle, which may not be on a standby yet. The store therefore makes it as durable as after a commit.
        await ReadAsync(
            async token =>
            {
                await tokens.ConfirmAsync(token).ConfigureAwait(false);
                return true;
            },
            mayWait,
            cancellationToken).ConfigureAwait(false);

        Log.CommitFound(logger, name, input.CycleTimestamp);
        return new CommitResult(
            CommitStatus.Committed,
            stored.Id,
            await EventsAsync(stored.Id, plan.Events, mayWait, cancellationToken).ConfigureAwait(false));
    }

    // An earlier run of this engine gave up waiting for a commit that succeeded after all. The store has the plan of that run, so that plan
    // is returned.
    private async ValueTask<(CyclePlan Plan, CommitResult? Commit)> CommittedEarlierAsync(
        CycleInput input, CyclePlan plan, Func<bool> mayWait, CancellationToken cancellationToken)
    {
        var stored = await FindAsync(input, mayWait, cancellationToken).ConfigureAwait(false);
        if (stored?.Epoch != input.Epoch)
        {
            return (plan, new CommitResult(CommitStatus.Fenced, 0, []));
        }

        var first = plan with
        {
            Snapshot = stored,
            Scores = await ReadAsync(token => history.GetScoresAsync(stored.Id, token), mayWait, cancellationToken).ConfigureAwait(false),
            Rejections = await ReadAsync(
                token => history.GetRejectionsAsync(stored.Id, token),
                mayWait,
                cancellationToken).ConfigureAwait(false),
            Tokens = [],
            Events = [],
        };
        var events = await ReadAsync(
            token => history.GetEventsOfCycleAsync(stored.Id, token),
            mayWait,
            cancellationToken).ConfigureAwait(false);
        return (first, new CommitResult(CommitStatus.Committed, stored.Id, events));
    }

    private async ValueTask<IReadOnlyList<LifecycleEvent>> EventsAsync(
        long snapshotId, IReadOnlyList<LifecycleEvent> planned, Func<bool> mayWait, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(
                token => history.GetEventsOfCycleAsync(snapshotId, token),
                mayWait,
                cancellationToken).ConfigureAwait(false);
        }
        catch (DiscoveryStoreException)
        {
            // The cycle of this run is stored. If its events cannot be read, the planned events are returned, which are correct but have no
            // numbers.
            return planned;
        }
    }

    private ValueTask<T> ReadAsync<T>(
        Func<CancellationToken, ValueTask<T>> read, Func<bool> mayWait, CancellationToken cancellationToken) => retry.RunAsync(
            new StoreCall("look a cycle up", MaxQueries) { MayWait = mayWait },
            read,
            static (read, cancelled) => read(cancelled),
            cancellationToken);
}
