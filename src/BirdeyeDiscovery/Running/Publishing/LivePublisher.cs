namespace BirdeyeDiscovery;

/// <summary>Publishes committed cycles to the live view and keeps them alive while the next cycle runs.</summary>
/// <remarks>From here on, the freshness of a cycle is a duration, so setting a clock here or at a reader cannot prolong it.</remarks>
internal sealed class LivePublisher(ICacheLayer cache, TimeProvider clock)
{
    private static readonly CandleInterval[] Intervals = Enum.GetValues<CandleInterval>();

    private LiveUpdate? _last;
    private TimeSpan _freshFor;
    private long _publishedAt;
    private long _tendedAt;

    /// <summary>Gets a value indicating whether other hosts see what this publisher writes.</summary>
    public bool IsShared => cache.IsShared;

    /// <summary>
    /// Begins the time budget of the publisher for a cycle: all its calls together wait for the cache no longer than the cache allows.
    /// </summary>
    public IDisposable? BeginCycle() => cache.BeginCycle();

    /// <summary>
    /// Gets how long after its time a published cycle is fresh: until two cycles after its end, where a cycle that overran its interval
    /// counts as long as it took.
    /// </summary>
    public static TimeSpan FreshFor(SnapshotRecord snapshot, TimeSpan interval)
    {
        var took = TimeSpan.FromMilliseconds(snapshot.DurationMs);

        // A budget can lengthen the interval of a cycle. The publisher uses the interval that is stored with the cycle if it is longer than
        // the present one.
        var own = TimeSpan.FromSeconds(snapshot.Budget is null ? 0 : snapshot.DiscoveryFrequencySecs);
        interval = own > interval ? own : interval;
        return took + (2 * (took > interval ? took : interval));
    }

    /// <summary>Publishes a committed cycle to the live view.</summary>
    /// <param name="options">The options.</param>
    /// <param name="snapshot">The cycle.</param>
    /// <param name="scores">Its scores.</param>
    /// <param name="tokens">The active and paused tokens as stored after the cycle.</param>
    /// <param name="findings">The additional findings of the cycle.</param>
    /// <param name="age">The age of the cycle; null if it is unknown, which counts as too old.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask PublishAsync(
        BirdeyeDiscoveryOptions options,
        SnapshotRecord snapshot,
        IReadOnlyList<ScoreRecord> scores,
        IReadOnlyList<TrackedToken> tokens,
        CycleFindings findings,
        TimeSpan? age,
        CancellationToken cancellationToken)
    {
        using var activity = PhaseActivities.Start(CyclePhase.Publishing);
        var freshFor = age is { } old && FreshFor(snapshot, options.Discovery.Interval) - old is var left && left > TimeSpan.Zero
            ? left
            : TimeSpan.Zero;
        var byAddress = tokens.ToDictionary(static token => token.Address, StringComparer.Ordinal);
        var keys = CandleKeyOwners.Assign(tokens);
        var update = new LiveUpdate
        {
            View = new LiveView
            {
                CycleTimestamp = snapshot.CycleTimestamp,
                Outcome = snapshot.Outcome,
                CandidateCount = snapshot.CandidatesCount,
                FreshSeconds = freshFor.TotalSeconds,
                ActiveTokens = [.. tokens.Where(static token => token.Status == TokenStatus.Active).Select(static token => token.Address)],
                Scores = [.. scores
                    .Select(score => View(score, byAddress.GetValueOrDefault(score.TokenAddress), keys, snapshot, findings.Categories))],
            },
            ViewLifetime = freshFor,
            ScoreLifetime = freshFor > TimeSpan.Zero ? Sooner(freshFor, options.Cache.Ttl.Score) : options.Cache.Ttl.Score,
            CandlesLifetime = options.Cache.Ttl.Candles,
        };
        _last = update;
        _freshFor = freshFor;
        _publishedAt = _tendedAt = clock.GetTimestamp();
        await cache.PublishAsync(
            await WithCandlesAsync(update, keys, findings, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Extends the last published scores between and during cycles until they are stale; publishes the cycle again if it is gone from the
    /// cache.
    /// </summary>
    public async ValueTask KeepAliveAsync(BirdeyeDiscoveryOptions options, CancellationToken cancellationToken)
    {
        var lifetime = options.Cache.Ttl.Score;
        if (_last is not { } last || clock.GetElapsedTime(_tendedAt) < lifetime / 3)
        {
            return;
        }

        _tendedAt = clock.GetTimestamp();
        var left = Left();
        if (cache.IsShared && !await IsShownAsync(last.View, cancellationToken).ConfigureAwait(false))
        {
            await cache.PublishAsync(With(last, last.View, left, lifetime), cancellationToken).ConfigureAwait(false);
        }
        else if (left > TimeSpan.Zero && last.View.Scores.Count > 0)
        {
            await cache.ExtendScoresAsync(
                [.. last.View.Scores.Select(static score => score.Address)],
                Sooner(left, lifetime),
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Publishes the last cycle again if tokens changed their status or address since, such as by an operator's action; it makes no API
    /// call.
    /// </summary>
    /// <param name="options">The options.</param>
    /// <param name="tokens">The active and paused tokens as stored now.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask FollowAsync(
        BirdeyeDiscoveryOptions options,
        IReadOnlyList<TrackedToken> tokens,
        CancellationToken cancellationToken)
    {
        if (_last is not { View: var before } last)
        {
            return;
        }

        var keys = CandleKeyOwners.Assign(tokens);
        var byAddress = tokens.ToDictionary(static token => token.Address, StringComparer.Ordinal);
        string[] active = [.. tokens.Where(static token => token.Status == TokenStatus.Active).Select(static token => token.Address)];
        TokenScoreView[] scores = [.. before.Scores.Select(score => score with
        {
            Status = byAddress.TryGetValue(score.Address, out var token) ? StoredText.Of(token.Status) : null,
            CandlesKey = keys.GetValueOrDefault(score.Address),
        })];
        if (active.ToHashSet(StringComparer.Ordinal).SetEquals(before.ActiveTokens) && scores.SequenceEqual(before.Scores))
        {
            return;
        }

        // A newer live view was published by another leader, which knows of the changed tokens as well, so this host does not publish over
        // it.
        if (cache.IsShared
            && await cache.GetViewAsync(cancellationToken).ConfigureAwait(false) is { } shown
            && shown.CycleTimestamp > before.CycleTimestamp)
        {
            return;
        }

        var update = With(last, before with { ActiveTokens = active, Scores = scores }, Left(), options.Cache.Ttl.Score);
        _last = update;
        _tendedAt = clock.GetTimestamp();
        await cache.PublishAsync(
            await WithCandlesAsync(update, keys, CycleFindings.None, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
    }

    private TimeSpan Left() => _freshFor - clock.GetElapsedTime(_publishedAt) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    // The published update contains no scores if its cycle is stale. The list of active tokens is correct at any age.
    private static LiveUpdate With(LiveUpdate last, LiveView view, TimeSpan left, TimeSpan lifetime) => last with
    {
        View = view with { FreshSeconds = left.TotalSeconds, Scores = left > TimeSpan.Zero ? view.Scores : [] },
        ViewLifetime = left,
        ScoreLifetime = left > TimeSpan.Zero ? Sooner(left, lifetime) : lifetime,
    };

    private static TimeSpan Sooner(TimeSpan left, TimeSpan right) => left < right ? left : right;

    // The published view is missing if the cache did not accept it or has lost it. A newer view belongs to another leader and must not be
    // overwritten, so it counts as shown.
    private async ValueTask<bool> IsShownAsync(LiveView view, CancellationToken cancellationToken) =>
        await cache.GetViewAsync(cancellationToken).ConfigureAwait(false) is { } shown && shown.CycleTimestamp >= view.CycleTimestamp;

    // For the publisher, the cache stores the owner of each candle list, and may lose the owners together with the lists. A list without a
    // recorded owner may belong to any token and is dropped.
    private async ValueTask<LiveUpdate> WithCandlesAsync(
        LiveUpdate update, IReadOnlyDictionary<string, string> keys, CycleFindings findings, CancellationToken cancellationToken)
    {
        if (await cache.GetCandleOwnersAsync(cancellationToken).ConfigureAwait(false) is not { } owners)
        {
            return update;
        }

        var before = owners
            .DistinctBy(static owner => owner.Value)
            .ToDictionary(static owner => owner.Value, static owner => owner.Key, StringComparer.Ordinal);
        var changes = CandleKeyOwners.Changes(before, keys);
        var moved = await MovedAsync(changes.MovedAddresses, before, keys, cancellationToken).ConfigureAwait(false);
        var read = findings.Candles
            .Where(reading => keys.ContainsKey(reading.Key) && reading.Value.Value is { Candles.Count: > 0 })
            .Select(
                reading =>
                    new CandleUpdate(
                        keys[reading.Key],
                        CandleInterval.FiveMinutes,
                        reading.Value.Value!.Candles)
                    { From = reading.Value.Value.From });
        var longer = findings.LongCandles
            .Where(candles => keys.ContainsKey(candles.Address))
            .Select(
                candles =>
                    new CandleUpdate(keys[candles.Address], candles.Interval, candles.Candles, candles.Replace) { From = candles.From });
        return update with
        {
            Candles = [.. moved, .. read, .. longer],
            DroppedCandleKeys = [.. changes.DroppedNames, .. keys.Values.Where(name => !owners.ContainsKey(name))],
            CandleOwners = keys.ToDictionary(static key => key.Value, static key => key.Key, StringComparer.Ordinal),
        };
    }

    // Gets the candle lists that the publisher moves to the new names of their tokens. All lists are read before any is written, because
    // two tokens may have exchanged their names.
    private async ValueTask<List<CandleUpdate>> MovedAsync(
        IReadOnlyList<string> moved,
        Dictionary<string, string> before,
        IReadOnlyDictionary<string, string> keys,
        CancellationToken cancellationToken)
    {
        var updates = new List<CandleUpdate>(moved.Count);
        foreach (var address in moved.Where(before.ContainsKey))
        {
            foreach (var interval in Intervals)
            {
                var known = await cache.GetCandlesAsync(before[address], interval, cancellationToken).ConfigureAwait(false);
                if (known.Count > 0)
                {
                    updates.Add(new CandleUpdate(keys[address], interval, known, Replace: true));
                }
            }
        }

        return updates;
    }

    private static TokenScoreView View(
        ScoreRecord score,
        TrackedToken? token,
        IReadOnlyDictionary<string, string> keys,
        SnapshotRecord snapshot,
        IReadOnlyDictionary<string, TokenCategory> categories) => new()
        {
            Address = score.TokenAddress,
            Symbol = score.Symbol,
            Category = StoredText.Of(token?.Category ?? categories.GetValueOrDefault(score.TokenAddress, TokenCategory.Emerging)),
            Status = token is null ? null : StoredText.Of(token.Status),
            TotalScore = score.TotalScore,
            MomentumScore = score.MomentumScore,
            LiquidityScore = score.LiquidityScore,
            VolumeScore = score.VolumeScore,
            SafetyScore = score.SafetyScore,
            FlowScore = score.FlowScore,
            Rank = score.Rank,
            SlotRank = score.SlotRank,
            Coverage = score.Coverage,
            Action = StoredText.Of(score.Action),
            ActionReason = score.ActionReason,
            Timestamp = snapshot.CycleTimestamp.ToUnixTimeSeconds(),
            CandlesKey = keys.GetValueOrDefault(score.TokenAddress),
            PriceChange5m = score.PriceChange5m,
            PriceChange1h = score.PriceChange1h,
            PriceChange24h = score.PriceChange24h,
            LiquidityUsd = score.LiquidityUsd,
            Volume24hUsd = score.Volume24hUsd,
        };
}
