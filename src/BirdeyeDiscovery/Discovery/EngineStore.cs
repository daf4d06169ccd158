using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>What the engine does with its store: schema, leadership, seeds, state, the commit with its second looks.</summary>
internal sealed class EngineStore(
    string name, ITrackedTokenStore tokens, IDiscoveryHistory history, ILeaderLease lease, TimeProvider clock, ILogger<DiscoveryEngine> logger)
{
    /// <summary>How often a plan is made again because a tracked token changed under it.</summary>
    private const int MaxPlans = 5;

    private static readonly TimeSpan PeakWindow = TimeSpan.FromHours(1);

    private bool _initialized;
    private bool _published;
    private DateTimeOffset? _publishedCycle;
    private long? _epoch;
    private long _renewedAt;

    /// <summary>Takes or renews leadership; null when another host leads.</summary>
    public async ValueTask<long?> LeadAsync(BirdeyeDiscoveryOptions options, CancellationToken cancellationToken)
    {
        if (!_initialized)
        {
            await tokens.InitializeAsync(options.Storage.SchemaMode, cancellationToken).ConfigureAwait(false);
            _initialized = true;
        }

        var epoch = await lease.AcquireOrRenewAsync(options.Storage.Lease, cancellationToken).ConfigureAwait(false);
        if (epoch != _epoch)
        {
            Log.LeadershipChanged(logger, name, epoch);
            _epoch = epoch;

            // What another leader did meanwhile is only in the store.
            _published = false;
        }

        _renewedAt = clock.GetTimestamp();
        return epoch;
    }

    /// <summary>Renews leadership when a third of it is over; false when it is lost. A renewal that fails is left to the commit, which is fenced.</summary>
    public async ValueTask<bool> RenewAsync(BirdeyeDiscoveryOptions options, CancellationToken cancellationToken)
    {
        if (_epoch is not null && clock.GetElapsedTime(_renewedAt) >= options.Storage.Lease / 3)
        {
            try
            {
                await LeadAsync(options, cancellationToken).ConfigureAwait(false);
            }
            catch (DiscoveryStoreException)
            {
                // Asked again after another third of the lease, not with each call.
                _renewedAt = clock.GetTimestamp();
                Log.RenewalFailed(logger, name);
            }
        }

        return _epoch is not null;
    }

    public async ValueTask<DateTimeOffset?> LastCycleAsync(CancellationToken cancellationToken)
    {
        var newest = await history.GetSnapshotsAsync(1, cancellationToken).ConfigureAwait(false);
        return newest.Count == 0 ? null : newest[0].CycleTimestamp;
    }

    /// <summary>Reads the state, after the seed tokens are in it.</summary>
    public async ValueTask<CycleState> LoadAsync(BirdeyeDiscoveryOptions options, long epoch, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var query = new CycleStateQuery(now - PeakWindow, options.Discovery.Damping.ConfirmationCycles);
        var state = await tokens.LoadCycleStateAsync(query, cancellationToken).ConfigureAwait(false);
        var seeds = SeedTokens.Missing(options, state, now);
        if (seeds.Count == 0)
        {
            return state;
        }

        await tokens.SeedAsync(epoch, seeds, cancellationToken).ConfigureAwait(false);
        return await tokens.LoadCycleStateAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<TrackedToken>> LiveTokensAsync(CancellationToken cancellationToken) =>
        await tokens.GetTokensAsync([TokenStatus.Active, TokenStatus.Paused], cancellationToken).ConfigureAwait(false);

    /// <summary>Gets the active and paused tokens after a commit: as stored or, when the store fails just then, as planned.</summary>
    public async ValueTask<IReadOnlyList<TrackedToken>> LiveTokensAfterAsync(CyclePlan plan, CycleState before, CancellationToken cancellationToken)
    {
        try
        {
            return await LiveTokensAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DiscoveryStoreException)
        {
            // The cycle is stored: that its reading back fails must not make it look lost. It is published again from the store in time.
            _published = false;
            var planned = plan.Tokens.ToDictionary(static token => token.Address, StringComparer.Ordinal);
            return [.. before.Tokens.Where(token => !planned.ContainsKey(token.Address)).Concat(planned.Values).Where(static token => token.Status != TokenStatus.Removed)];
        }
    }

    /// <summary>Publishes the last stored cycle after a start and after each change of leadership, and for a follower whenever the leader has a new one.</summary>
    public async ValueTask PublishLastAsync(BirdeyeDiscoveryOptions options, LivePublisher publisher, CancellationToken cancellationToken)
    {
        // In a shared view the leader's word is there for all; a follower's, from the store, would come later and know of no candles.
        if (_epoch is not null ? _published : publisher.IsShared)
        {
            return;
        }

        var newest = await history.GetSnapshotsAsync(10, cancellationToken).ConfigureAwait(false);
        var good = newest.FirstOrDefault(static snapshot => snapshot.Outcome != CycleOutcome.Failed);
        if (_published && good?.CycleTimestamp == _publishedCycle)
        {
            return;
        }

        // A stale score must not outlive two cycles, across a restart neither; who is active is true at any age.
        IReadOnlyList<ScoreRecord> scores = good is null || LivePublisher.StaleAt(good, options.Discovery.Interval) <= clock.GetUtcNow()
            ? []
            : await history.GetScoresAsync(good.Id, cancellationToken).ConfigureAwait(false);
        var live = await LiveTokensAsync(cancellationToken).ConfigureAwait(false);
        if ((good ?? (newest.Count > 0 ? newest[0] : null)) is { } snapshot)
        {
            await publisher.PublishAsync(options, snapshot, scores, live, CycleFindings.None, cancellationToken).ConfigureAwait(false);
        }

        _published = true;
        _publishedCycle = good?.CycleTimestamp;
    }

    /// <summary>Plans and commits; plans again when a tracked token changed in between. Nothing is written in <see cref="DiscoveryMode.ReadOnly"/>.</summary>
    public async ValueTask<(CyclePlan Plan, CommitResult? Commit)> CommitAsync(CycleInput input, ITokenScorer scorer, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var plan = CyclePlanner.Plan(input, scorer);
            if (input.Options.Discovery.Mode == DiscoveryMode.ReadOnly)
            {
                return (plan, null);
            }

            var commit = await CommitOnceAsync(input, plan with { Input = CycleInputCodec.Pack(input) }, cancellationToken).ConfigureAwait(false);
            if (commit.Status != CommitStatus.Conflict)
            {
                return (plan, commit);
            }

            if (attempt == MaxPlans)
            {
                throw new DiscoveryStoreException($"The tracked tokens changed under {MaxPlans} plans of the cycle in a row; nothing was written.") { IsTransient = true };
            }

            Log.PlannedAgain(logger, name, input.CycleTimestamp, attempt);
            var query = new CycleStateQuery(input.CycleTimestamp - PeakWindow, input.Options.Discovery.Damping.ConfirmationCycles);
            input = input with { State = await tokens.LoadCycleStateAsync(query, cancellationToken).ConfigureAwait(false) };
        }
    }

    // After an error the outcome is unknown: the store is asked for the cycle before the error is believed.
    private async ValueTask<CommitResult> CommitOnceAsync(CycleInput input, CyclePlan plan, CancellationToken cancellationToken)
    {
        try
        {
            return await tokens.CommitCycleAsync(input.Epoch, plan, cancellationToken).ConfigureAwait(false);
        }
        catch (DiscoveryStoreException unsure) when (unsure.IsTransient)
        {
            var stored = await history.FindSnapshotAsync(input.CycleTimestamp, cancellationToken).ConfigureAwait(false);
            if (stored is null)
            {
                throw;
            }

            // Cycle times lie on a grid: a cycle of that time under another epoch is the new leader's.
            return stored.Epoch == input.Epoch
                ? new CommitResult(CommitStatus.Committed, stored.Id, plan.Events)
                : new CommitResult(CommitStatus.Fenced, 0, []);
        }
    }
}
