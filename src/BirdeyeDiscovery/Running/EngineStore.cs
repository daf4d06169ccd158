namespace BirdeyeDiscovery;

/// <summary>The engine's access to its store: schema, leadership, seeds, state, and publication of the stored cycle.</summary>
internal sealed class EngineStore(
    ITrackedTokenStore tokens,
    IDiscoveryHistory history,
    Leadership leadership,
    CommittedCycles committed,
    HostClock clock,
    IStrategyPolicy? policy = null,
    ILifecycleStore? operators = null,
    IOpenPositionSource? positions = null,
    FollowerLog? followers = null)
{
    /// <summary>How far back the engine searches the store for the highest liquidity of a token.</summary>
    public static readonly TimeSpan PeakWindow = TimeSpan.FromHours(1);

    private const int ActionsPage = 1_000;

    private readonly ChainCheck _chain = new(history);
    private readonly Dictionary<string, OperatorRecord> _pins = new(StringComparer.Ordinal);
    private long _lastAction;
    private bool _initialized;
    private bool _positionsReported;
    private bool _published;
    private DateTimeOffset? _publishedCycle;
    private long? _epoch;

    /// <summary>Gets whether the engine leads, as far as it knows.</summary>
    public bool Leads => leadership.Epoch is not null;

    /// <summary>Gets whether this host may lead by its clock.</summary>
    public bool MayLead { get; private set; } = true;

    /// <summary>Takes or renews leadership for the engine; null when another host leads, or when this host may not.</summary>
    public async ValueTask<long?> LeadAsync(BirdeyeDiscoveryOptions options, CancellationToken cancellationToken)
    {
        if (!_initialized)
        {
            await tokens.InitializeAsync(options.Storage.SchemaMode, cancellationToken).ConfigureAwait(false);
            _initialized = true;
        }

        await CheckChainAsync(options, cancellationToken).ConfigureAwait(false);

        long? epoch = null;
        MayLead = await clock.MayLeadAsync(options, cancellationToken).ConfigureAwait(false);
        if (MayLead)
        {
            epoch = await leadership.TakeAsync(options, cancellationToken).ConfigureAwait(false);
            if (followers is not null)
            {
                await followers.TellAsync(epoch, cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            await leadership.GiveUpAsync(cancellationToken).ConfigureAwait(false);
        }

        if (epoch != _epoch)
        {
            _epoch = epoch;

            // Another leader may have changed tokens while this engine did not lead. These changes are only in the store, so the next run
            // publishes from there.
            _published = false;
        }

        await ReportPositionsAsync(cancellationToken).ConfigureAwait(false);
        return epoch;
    }

    private async ValueTask CheckChainAsync(BirdeyeDiscoveryOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await _chain.CheckAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException) when (_epoch is not null)
        {
            // The chain was changed while this engine leads. A host with the right chain can then take over at once.
            _epoch = null;
            await leadership.GiveUpAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Gets whether the engine's store has a cycle of exactly that time.</summary>
    public async ValueTask<bool> HasCycleAsync(DateTimeOffset time, CancellationToken cancellationToken) =>
        await history.FindSnapshotAsync(time, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Makes the engine's next run publish the stored cycle, because the published one is outdated.</summary>
    public void PublishAgain() => _published = false;

    public async ValueTask<DateTimeOffset?> LastCycleAsync(CancellationToken cancellationToken)
    {
        var newest = await history.GetSnapshotsAsync(1, cancellationToken).ConfigureAwait(false);
        DateTimeOffset? last = newest.Count == 0 ? null : newest[0].CycleTimestamp;
        await committed.CheckAsync(last, cancellationToken).ConfigureAwait(false);
        return last;
    }

    /// <summary>
    /// The engine's view of the store counts how many cycles before an attempt, ending with the given one, failed at little cost: they are
    /// repeated early. Counts to <see cref="CycleClock.MaxFailures"/>.
    /// </summary>
    public async ValueTask<int> FailuresUntilAsync(DateTimeOffset lastCycle, CancellationToken cancellationToken)
    {
        var newest = await history.GetSnapshotsAsync(CycleClock.MaxFailures, cancellationToken).ConfigureAwait(false);
        return CycleClock.Failures(newest.SkipWhile(cycle => cycle.CycleTimestamp > lastCycle));
    }

    /// <summary>Reads the state of the engine from the store, after missing seed tokens were added.</summary>
    public async ValueTask<CycleState> LoadAsync(BirdeyeDiscoveryOptions options, long epoch, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var query = new CycleStateQuery(
            now - PeakWindow,
            options.Discovery.Damping.ConfirmationCycles)
        { PeakUntil = now + ClockRules.Tolerance(options) };
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

    /// <summary>
    /// Gets the tracked tokens that the engine's next cycle makes permanent or active. Seeds become permanent, except those that a person
    /// unpinned or holds. Paused tokens that a person pinned by SQL become active, as <see cref="ITokenLifecycle.PinAsync"/> does at once.
    /// </summary>
    public async ValueTask<IReadOnlyList<string>> AdoptableAsync(
        BirdeyeDiscoveryOptions options,
        CycleState state,
        CancellationToken cancellationToken)
    {
        var seeds = SeedTokens.NotPermanent(options, state)
            .Where(static token => token.HeldBy is null)
            .Select(static token => token.Address)
            .ToList();
        var pinned = state.Tokens.Where(static token => token is { Status: TokenStatus.Paused, IsPermanent: true, HeldBy: null }).ToList();
        if ((seeds.Count == 0 && pinned.Count == 0) || operators is null)
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
                if (record.Act is OperatorAct.Pin or OperatorAct.Unpin)
                {
                    _pins[record.Address] = record;
                }
            }
        }
        while (page.Count == ActionsPage);

        // The engine makes a paused permanent token active again only if the store has a pin that is not older than the pause. Without such
        // a pin, the token may have been paused by SQL before the triggers recorded pauses, so it stays paused.
        return
        [
            .. seeds.Where(address => _pins.GetValueOrDefault(address) is not { Act: OperatorAct.Unpin }),
            .. pinned
                .Where(token => _pins.GetValueOrDefault(token.Address) is { Act: OperatorAct.Pin } pin
                    && !(pin.CreatedAt < token.DeactivatedAt))
                .Select(static token => token.Address),
        ];
    }

    public async ValueTask<IReadOnlyList<TrackedToken>> LiveTokensAsync(CancellationToken cancellationToken) =>
        await tokens.GetTokensAsync([TokenStatus.Active, TokenStatus.Paused], cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Gets for the engine the active and paused tokens after a commit: as stored or, if the store fails at this moment, as planned.
    /// </summary>
    public async ValueTask<IReadOnlyList<TrackedToken>> LiveTokensAfterAsync(
        CyclePlan plan,
        CycleState before,
        CancellationToken cancellationToken)
    {
        try
        {
            return await LiveTokensAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DiscoveryStoreException)
        {
            // The engine has committed the cycle, so a failed read must not end the run as if the cycle were lost. The planned tokens are
            // published now, and the stored ones by a later run of the engine.
            _published = false;
            var planned = plan.Tokens.ToDictionary(static token => token.Address, StringComparer.Ordinal);
            return [.. before.Tokens
                .Where(token => !planned.ContainsKey(token.Address))
                .Concat(planned.Values)
                .Where(static token => token.Status != TokenStatus.Removed)];
        }
    }

    /// <summary>
    /// Updates the engine's published view to the tokens tracked now, if this host leads. If the store fails, the next call updates the
    /// view.
    /// </summary>
    public async ValueTask FollowAsync(BirdeyeDiscoveryOptions options, LivePublisher publisher, CancellationToken cancellationToken)
    {
        try
        {
            await publisher.FollowAsync(
                options,
                await LiveTokensAsync(cancellationToken).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
        }
        catch (DiscoveryStoreException)
        {
            // The store failed, so the engine does not update the live view now; its next run does. Leadership is monitored separately.
        }
    }

    /// <summary>
    /// The engine publishes the last stored cycle after a start, after each change of leadership, and on a follower whenever the leader has
    /// a new one.
    /// </summary>
    public async ValueTask PublishLastAsync(BirdeyeDiscoveryOptions options, LivePublisher publisher, CancellationToken cancellationToken)
    {
        // A follower's engine has nothing to publish in a shared live view: the leader's publication is there already, and the follower's
        // would be later and without candles.
        if (_epoch is not null ? _published : publisher.IsShared)
        {
            return;
        }

        var newest = await history.GetSnapshotsAsync(10, cancellationToken).ConfigureAwait(false);
        var good = newest.FirstOrDefault(static snapshot => snapshot.Outcome != CycleOutcome.Failed);
        if (_published && good?.CycleTimestamp == _publishedCycle)
        {
            await publisher.FollowAsync(
                options,
                await LiveTokensAsync(cancellationToken).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
            return;
        }

        // After a restart, the engine publishes the stored scores only while they are fresh, which is about two cycles. The list of active
        // tokens is correct at any age.
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

    // The engine reads the bot's table of positions once at the start, even on a follower and before a cycle is due, so that the log shows
    // early whether a table was found.
    private async ValueTask ReportPositionsAsync(CancellationToken cancellationToken)
    {
        if (_positionsReported || positions is not TableOpenPositions table)
        {
            return;
        }

        _positionsReported = true;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(ObserverNotifier.Patience);
            await Task.Run(() => table.GetAsync([], patience.Token).AsTask(), patience.Token)
                .WaitAsync(patience.Token)
                .ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A failed read of the positions does not stop the start of the engine. The first cycle reads the table again and reports a
            // failure.
        }
    }
}
