using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>Commits a cycle. After a failure that leaves the outcome unknown the store is asked for the cycle first; nothing is ever tried again blindly.</summary>
internal sealed class CycleCommitter(
    string name,
    ITrackedTokenStore tokens,
    IDiscoveryHistory history,
    StoreRetry retry,
    ILogger<DiscoveryEngine> logger,
    IStrategyPolicy? policy = null)
{
    /// <summary>How often a plan is made again because a tracked token changed under it.</summary>
    private const int MaxPlans = 20;

    /// <summary>How often one plan is committed: each time but the first after the store said that it has no such cycle.</summary>
    private const int MaxCommits = 3;

    /// <summary>How often a store that does not answer is asked whether it has the cycle: for about a minute.</summary>
    private const int MaxLooks = 12;

    // The last stored input that stands by itself. Unknown after every doubt about the store: what is not there for certain is not built on.
    private CycleInputBase? _known;
    private bool _isInDoubt;

    /// <summary>Plans and commits; plans again when a tracked token changed in between. Nothing is written in <see cref="DiscoveryMode.ReadOnly"/>.</summary>
    /// <param name="input">What the plan is made from.</param>
    /// <param name="scorer">The scorer.</param>
    /// <param name="mayWait">Says whether the cycle has time left for waiting.</param>
    /// <param name="cancellationToken">Cancels the call; the cycle may or may not be stored then.</param>
    public async ValueTask<(CyclePlan Plan, CommitResult? Commit)> CommitAsync(
        CycleInput input, ITokenScorer scorer, Func<bool> mayWait, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var plan = CyclePlanner.Plan(input, scorer, policy);
            if (input.Options.Discovery.Mode == DiscoveryMode.ReadOnly)
            {
                return (plan, null);
            }

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
                return await OfAnEarlierTurnAsync(input, plan, mayWait, cancellationToken).ConfigureAwait(false);
            }

            if (commit.Status != CommitStatus.Conflict)
            {
                return (plan, commit);
            }

            if (attempt == MaxPlans)
            {
                throw new DiscoveryStoreException($"The tracked tokens changed under {MaxPlans} plans of the cycle in a row; nothing was written.") { IsTransient = true };
            }

            Log.PlannedAgain(logger, name, input.CycleTimestamp, attempt);
            var query = new CycleStateQuery(input.CycleTimestamp - EngineStore.PeakWindow, input.Options.Discovery.Damping.ConfirmationCycles)
            {
                PeakUntil = input.CycleTimestamp + ClockRules.Tolerance(input.Options),
            };
            input = input with { State = await tokens.LoadCycleStateAsync(query, cancellationToken).ConfigureAwait(false) };
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
        try
        {
            var result = await tokens.CommitCycleAsync(input.Epoch, plan, cancellationToken).ConfigureAwait(false);

            // The commit before this one may have been under way still when the store said that it has no such cycle.
            return call.Attempt > 1 && result.Status is CommitStatus.AlreadyCommitted or CommitStatus.Conflict
                && await FindAsync(input, mayWait, cancellationToken).ConfigureAwait(false) is { } late
                ? await RecoveredAsync(input, plan, late, mayWait, cancellationToken).ConfigureAwait(false)
                : result;
        }
        catch (DiscoveryStoreException unsure) when (unsure.IsTransient)
        {
            _isInDoubt = true;
            Log.CommitUnsure(logger, name, input.CycleTimestamp, call.Attempt, unsure);
            try
            {
                if (await FindAsync(input, mayWait, cancellationToken).ConfigureAwait(false) is { } stored)
                {
                    return await RecoveredAsync(input, plan, stored, mayWait, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (DiscoveryStoreException failure)
            {
                // Only a store that said that it has no such cycle is written to again.
                call.End(failure);
                throw;
            }

            throw;
        }
    }

    private ValueTask<SnapshotRecord?> FindAsync(CycleInput input, Func<bool> mayWait, CancellationToken cancellationToken) =>
        ReadAsync(token => history.FindSnapshotAsync(input.CycleTimestamp, token), mayWait, cancellationToken);

    // Cycle times lie on a grid: a cycle of that time under another epoch is another leader's.
    private async ValueTask<CommitResult> RecoveredAsync(
        CycleInput input, CyclePlan plan, SnapshotRecord stored, Func<bool> mayWait, CancellationToken cancellationToken)
    {
        if (stored.Epoch != input.Epoch)
        {
            return new CommitResult(CommitStatus.Fenced, 0, []);
        }

        // It is read, which does not make it safe: what no standby has may be read too.
        await ReadAsync(
            async token =>
            {
                await tokens.ConfirmAsync(token).ConfigureAwait(false);
                return true;
            },
            mayWait,
            cancellationToken).ConfigureAwait(false);

        Log.CommitFound(logger, name, input.CycleTimestamp);
        return new CommitResult(CommitStatus.Committed, stored.Id, await EventsAsync(stored.Id, plan.Events, mayWait, cancellationToken).ConfigureAwait(false));
    }

    // An earlier turn of this leader gave up on a commit that came through after all: what is stored is that turn's plan, not this one's.
    private async ValueTask<(CyclePlan Plan, CommitResult? Commit)> OfAnEarlierTurnAsync(
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
            Rejections = await ReadAsync(token => history.GetRejectionsAsync(stored.Id, token), mayWait, cancellationToken).ConfigureAwait(false),
            Tokens = [],
            Events = [],
        };
        var events = await ReadAsync(token => history.GetEventsOfCycleAsync(stored.Id, token), mayWait, cancellationToken).ConfigureAwait(false);
        return (first, new CommitResult(CommitStatus.Committed, stored.Id, events));
    }

    private async ValueTask<IReadOnlyList<LifecycleEvent>> EventsAsync(
        long snapshotId, IReadOnlyList<LifecycleEvent> planned, Func<bool> mayWait, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(token => history.GetEventsOfCycleAsync(snapshotId, token), mayWait, cancellationToken).ConfigureAwait(false);
        }
        catch (DiscoveryStoreException)
        {
            // The cycle is stored; without their numbers its events are still true.
            return planned;
        }
    }

    private ValueTask<T> ReadAsync<T>(
        Func<CancellationToken, ValueTask<T>> read, Func<bool> mayWait, CancellationToken cancellationToken) => retry.RunAsync(
            new StoreCall("look a cycle up", MaxLooks) { MayWait = mayWait },
            read,
            static (read, cancelled) => read(cancelled),
            cancellationToken);
}
