namespace BirdeyeDiscovery;

/// <summary>Publishes committed cycles to the live view and keeps their scores alive while the next cycle runs (D6, D12, D14).</summary>
internal sealed class LivePublisher(ICacheLayer cache, TimeProvider clock)
{
    private IReadOnlyDictionary<string, string> _candleKeys = new Dictionary<string, string>();
    private string[] _scored = [];
    private DateTimeOffset _staleAt;
    private DateTimeOffset _extendedAt;

    /// <summary>Gets when the scores of a cycle are too old to be shown: two cycles after it ended, where one that overran its interval counts as long as it took.</summary>
    public static DateTimeOffset StaleAt(SnapshotRecord snapshot, TimeSpan interval)
    {
        var took = TimeSpan.FromMilliseconds(snapshot.DurationMs);
        return snapshot.CycleTimestamp + took + (2 * (took > interval ? took : interval));
    }

    /// <summary>Publishes a cycle. <paramref name="tokens"/> are the active and paused tokens as stored after it.</summary>
    public async ValueTask PublishAsync(
        BirdeyeDiscoveryOptions options,
        SnapshotRecord snapshot,
        IReadOnlyList<ScoreRecord> scores,
        IReadOnlyList<TrackedToken> tokens,
        CycleFindings findings,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var staleAt = StaleAt(snapshot, options.Discovery.Interval);
        var byAddress = tokens.ToDictionary(static token => token.Address, StringComparer.Ordinal);
        var keys = CandleKeyOwners.Assign(tokens);
        var changes = CandleKeyOwners.Changes(_candleKeys, keys);
        var moved = await MovedAsync(changes.MovedAddresses, keys, cancellationToken).ConfigureAwait(false);
        var read = findings.Candles
            .Where(reading => keys.ContainsKey(reading.Key) && reading.Value.Value is { Candles.Count: > 0 })
            .Select(reading => new CandleUpdate(keys[reading.Key], CandleInterval.FiveMinutes, reading.Value.Value!.Candles));
        await cache.PublishAsync(
            new LiveUpdate
            {
                View = new LiveView
                {
                    CycleTimestamp = snapshot.CycleTimestamp,
                    Outcome = snapshot.Outcome,
                    CandidateCount = snapshot.CandidatesCount,
                    ActiveTokens = [.. tokens.Where(static token => token.Status == TokenStatus.Active).Select(static token => token.Address)],
                    Scores = [.. scores.Select(score => View(score, byAddress.GetValueOrDefault(score.TokenAddress), keys, snapshot, findings.Categories))],
                },
                Candles = [.. moved, .. read],
                DroppedCandleKeys = changes.DroppedNames,
                ScoreLifetime = now < staleAt ? Sooner(staleAt - now, options.Cache.Ttl.Score) : options.Cache.Ttl.Score,
                CandlesLifetime = options.Cache.Ttl.Candles,
            },
            cancellationToken).ConfigureAwait(false);

        _candleKeys = keys;
        _scored = [.. scores.Select(static score => score.TokenAddress)];
        _staleAt = staleAt;
        _extendedAt = now;
    }

    /// <summary>Keeps the last published scores alive between cycles and while one runs, until they are stale.</summary>
    public async ValueTask KeepAliveAsync(BirdeyeDiscoveryOptions options, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var lifetime = options.Cache.Ttl.Score;
        if (_scored.Length == 0 || now - _extendedAt < lifetime / 3 || now >= _staleAt)
        {
            return;
        }

        _extendedAt = now;
        await cache.ExtendScoresAsync(_scored, Sooner(_staleAt - now, lifetime), cancellationToken).ConfigureAwait(false);
    }

    private static TimeSpan Sooner(TimeSpan left, TimeSpan right) => left < right ? left : right;

    // What is under the old name goes to the new one; the names may have been swapped, so all are read before any is written.
    private async ValueTask<List<CandleUpdate>> MovedAsync(
        IReadOnlyList<string> moved, IReadOnlyDictionary<string, string> keys, CancellationToken cancellationToken)
    {
        var updates = new List<CandleUpdate>(moved.Count);
        foreach (var address in moved.Where(_candleKeys.ContainsKey))
        {
            var known = await cache.GetCandlesAsync(_candleKeys[address], CandleInterval.FiveMinutes, cancellationToken).ConfigureAwait(false);
            if (known.Count > 0)
            {
                updates.Add(new CandleUpdate(keys[address], CandleInterval.FiveMinutes, known, Replace: true));
            }
        }

        return updates;
    }

    private static TokenScoreView View(
        ScoreRecord score, TrackedToken? token, IReadOnlyDictionary<string, string> keys, SnapshotRecord snapshot, IReadOnlyDictionary<string, TokenCategory> categories) => new()
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
        };
}
