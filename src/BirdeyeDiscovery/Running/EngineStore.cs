namespace BirdeyeDiscovery;

/// <summary>What the engine does with its store: schema, leadership, seeds, state, what of it is published.</summary>
internal sealed class EngineStore(
    ITrackedTokenStore tokens, IDiscoveryHistory history, Leadership leadership, CommittedCycles committed, HostClock clock, IStrategyPolicy? policy = null,
    ILifecycleStore? operators = null)
{
    /// <summary>How far back the highest liquidity of a token is looked for.</summary>
    public static readonly TimeSpan PeakWindow = TimeSpan.FromHours(1);

    private const int ActionsPage = 1_000;

    private readonly HashSet<string> _unpinned = new(StringComparer.Ordinal);
    private long _lastAction;
    private bool _initialized;
    private bool _published;
    private DateTimeOffset? _publishedCycle;
    private long? _epoch;

    /// <summary>Gets whether this host leads as far as it knows.</summary>
    public bool Leads => leadership.Epoch is not null;

    /// <summary>Takes or renews leadership; null when another host leads, or when this host may not.</summary>
    public async ValueTask<long?> LeadAsync(BirdeyeDiscoveryOptions options, CancellationToken cancellationToken)
    {
        if (!_initialized)
        {
            await tokens.InitializeAsync(options.Storage.SchemaMode, cancellationToken).ConfigureAwait(false);
            _initialized = true;
        }

        long? epoch = null;
        if (await clock.MayLeadAsync(options, cancellationToken).ConfigureAwait(false))
        {
            epoch = await leadership.TakeAsync(options, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await leadership.GiveUpAsync(cancellationToken).ConfigureAwait(false);
        }

        if (epoch != _epoch)
        {
            _epoch = epoch;

            // What another leader did meanwhile is only in the store.
            _published = false;
        }

        return epoch;
    }

    /// <summary>Tells whether a cycle of that very time is stored.</summary>
    public async ValueTask<bool> HasCycleAsync(DateTimeOffset time, CancellationToken cancellationToken) =>
        await history.FindSnapshotAsync(time, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Forgets what was published, so that the next turn publishes what the store has.</summary>
    public void PublishAgain() => _published = false;

    public async ValueTask<DateTimeOffset?> LastCycleAsync(CancellationToken cancellationToken)
    {
        var newest = await history.GetSnapshotsAsync(1, cancellationToken).ConfigureAwait(false);
        DateTimeOffset? last = newest.Count == 0 ? null : newest[0].CycleTimestamp;
        await committed.CheckAsync(last, cancellationToken).ConfigureAwait(false);
        return last;
    }

    /// <summary>Reads the state, after the seed tokens are in it.</summary>
    public async ValueTask<CycleState> LoadAsync(BirdeyeDiscoveryOptions options, long epoch, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var query = new CycleStateQuery(now - PeakWindow, options.Discovery.Damping.ConfirmationCycles) { PeakUntil = now + ClockRules.Tolerance(options) };
        var state = await tokens.LoadCycleStateAsync(query, cancellationToken).ConfigureAwait(false);
        await committed.CheckAsync(state.LastCycle, cancellationToken).ConfigureAwait(false);
        var seeds = SeedTokens.Missing(options, state, now, policy);
        if (seeds.Count == 0)
        {
            return state;
        }

        await tokens.SeedAsync(epoch, seeds, cancellationToken).ConfigureAwait(false);
        return await tokens.LoadCycleStateAsync(query, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets the tracked tokens that become permanent because they are seeds, but for those that a person unpinned or holds.</summary>
    public async ValueTask<IReadOnlyList<string>> AdoptableAsync(BirdeyeDiscoveryOptions options, CycleState state, CancellationToken cancellationToken)
    {
        var seeds = SeedTokens.NotPermanent(options, state).Where(static token => token.HeldBy is null).Select(static token => token.Address).ToList();
        if (seeds.Count == 0 || operators is null)
        {
            return seeds;
        }

        IReadOnlyList<OperatorRecord> page;
        do
        {
            page = await operators.GetActionsAsync(_lastAction, ActionsPage, cancellationToken).ConfigureAwait(false);
            foreach (var record in page)
            {
                _lastAction = record.Id;
                if (record.Act == OperatorAct.Unpin)
                {
                    _unpinned.Add(record.Address);
                }
                else if (record.Act == OperatorAct.Pin)
                {
                    _unpinned.Remove(record.Address);
                }
            }
        }
        while (page.Count == ActionsPage);

        return [.. seeds.Where(address => !_unpinned.Contains(address))];
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

    /// <summary>Brings what is published to who is tracked now, when this host leads; what a store that fails just then cannot tell comes the next time.</summary>
    public async ValueTask FollowAsync(BirdeyeDiscoveryOptions options, LivePublisher publisher, CancellationToken cancellationToken)
    {
        try
        {
            await publisher.FollowAsync(options, await LiveTokensAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (DiscoveryStoreException)
        {
            // The live view is not worth a turn; leadership has a watch of its own.
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
            await publisher.FollowAsync(options, await LiveTokensAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return;
        }

        // A stale score must not outlive two cycles, across a restart neither; who is active is true at any age.
        var age = good is null ? null : ClockRules.AgeOf(good.CycleTimestamp, clock.Now, ClockRules.Tolerance(options));
        IReadOnlyList<ScoreRecord> scores = good is null || age is null || age >= LivePublisher.FreshFor(good, options.Discovery.Interval)
            ? []
            : await history.GetScoresAsync(good.Id, cancellationToken).ConfigureAwait(false);
        var live = await LiveTokensAsync(cancellationToken).ConfigureAwait(false);
        if ((good ?? (newest.Count > 0 ? newest[0] : null)) is { } snapshot)
        {
            await publisher.PublishAsync(options, snapshot, scores, live, CycleFindings.None, age, cancellationToken).ConfigureAwait(false);
        }

        _published = true;
        _publishedCycle = good?.CycleTimestamp;
    }
}
