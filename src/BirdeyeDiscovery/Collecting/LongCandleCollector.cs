namespace BirdeyeDiscovery;

/// <summary>
/// Collects the one-hour and one-day candles of active tokens. They are read from the API once, when a token enters or when the five-minute
/// candles do not cover the gap, and are then folded from the five-minute candles. The collector sends at most one request per token,
/// interval and cycle.
/// </summary>
/// <remarks>
/// The lists are also kept in this process, so that a cache that lost them is filled again without a call. A five-minute list starts with a
/// whole history and is only continued where nothing is missing. It therefore covers the last two days completely, whatever its first
/// candle is.
/// </remarks>
internal sealed class LongCandleCollector(MarketReads market)
{
    private static readonly CandleInterval[] Intervals = [CandleInterval.OneHour, CandleInterval.OneDay];

    // After the account's plan refused the longer candles of a token, they are asked for again at most once an hour. The market source
    // decides whether it sends a request.
    private static readonly TimeSpan RefusalPause = TimeSpan.FromHours(1);

    private readonly Dictionary<(string Address, CandleInterval Interval), History> _histories = [];

    /// <summary>
    /// Updates the longer candles of some tokens, after their five-minute candles were collected in this cycle, and records what it cost.
    /// </summary>
    /// <param name="context">The cycle.</param>
    /// <param name="addresses">The tokens; the lists of all other tokens are forgotten.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async ValueTask ReadAsync(CycleContext context, IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        // Only the mode Manage adds tokens. In other modes, a token that would enter is not tracked, so no longer candles are collected for
        // it.
        var live = addresses
            .Where(address => context.Options.Discovery.Mode == DiscoveryMode.Manage
                || context.Find(address) is { Status: TokenStatus.Active })
            .ToHashSet(StringComparer.Ordinal);
        foreach (var key in _histories.Keys.Where(key => !live.Contains(key.Address)).ToArray())
        {
            _histories.Remove(key);
        }

        var lists = live
            .Order(StringComparer.Ordinal)
            .SelectMany(static address => Intervals.Select(interval => (Address: address, Interval: interval)))
            .ToArray();
        var before = context.Scope.ComputeUnits;
        var results = new (History? History, LongCandles? Update)[lists.Length];
        await context.ForEachAsync(
            CyclePhase.Candles,
            [.. Enumerable.Range(0, lists.Length)],
            async (index, token) =>
                results[index] = await ReadAsync(context, lists[index].Address, lists[index].Interval, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        context.LongCandleUnits = context.Scope.ComputeUnits - before;
        for (var index = 0; index < lists.Length; index++)
        {
            if (results[index].History is { } history)
            {
                _histories[lists[index]] = history;
            }

            if (results[index].Update is { } update)
            {
                context.LongCandles.Add(update);
            }
        }
    }

    private async ValueTask<(History? History, LongCandles? Update)> ReadAsync(
        CycleContext context, string address, CandleInterval interval, CancellationToken cancellationToken)
    {
        if (context.Candles.GetValueOrDefault(address)?.Value is not { } recent)
        {
            // Without five-minute candles of this cycle, the collector has nothing to fold. It leaves the list of longer candles unchanged,
            // and a later cycle continues it.
            return default;
        }

        var known = context.KnownCandles!;
        var names = await known.NamesAsync(cancellationToken).ConfigureAwait(false);
        var name = names?.GetValueOrDefault(address);
        var fiveMinutes = recent.From is null
            ? recent.Candles
            : CandleMerge.Merge(
                await known.FiveMinutesAsync(address, cancellationToken).ConfigureAwait(false),
                recent.Candles,
                CandleInterval.FiveMinutes,
                CandleSpans.Count(CandleInterval.FiveMinutes));
        var whole = new CandleRequest(
            address, CandleInterval.FiveMinutes, CandleSpans.Count(CandleInterval.FiveMinutes), context.CycleTimestamp);
        var from = CandleFold.FirstWhole(whole.From, interval);

        var history = _histories.GetValueOrDefault((address, interval));
        if (history is null || CandleFold.Bucket(history.Until, interval) < from)
        {
            if (names is null)
            {
                // While the cache does not answer, no longer candles can be published, and the collector does not request those that the
                // cache may hold.
                return default;
            }

            history = await KeptAsync(name, interval, from, cancellationToken).ConfigureAwait(false)
                ?? await AskAsync(context, address, interval, cancellationToken).ConfigureAwait(false);
        }
        else if (names is not null && history.RefusedAt is { } refused && context.CycleTimestamp - refused >= RefusalPause)
        {
            history = await AskAsync(context, address, interval, cancellationToken).ConfigureAwait(false) switch
            {
                null => history,
                { RefusedAt: { } again } => history with { RefusedAt = again },
                var read => read with
                {
                    Candles = CandleMerge.Merge(history.Candles, read.Candles, interval, CandleSpans.Count(interval))
                },
            };
        }

        if (history is null)
        {
            return default;
        }

        var folded = CandleFold.Fold(fiveMinutes, interval, from);
        var candles = CandleMerge.Merge(history.Candles, folded, interval, CandleSpans.Count(interval));
        var update = names is null
            ? null
            : await UpdateAsync(address, interval, name, history, candles, folded, from, cancellationToken).ConfigureAwait(false);
        return (new History(candles, context.CycleTimestamp.ToUnixTimeSeconds()) { RefusedAt = history.RefusedAt }, update);
    }

    // Reads the cached list of longer candles, which a previous leader wrote, or this host before a restart.
    private async ValueTask<History?> KeptAsync(string? name, CandleInterval interval, long from, CancellationToken cancellationToken)
    {
        if (name is null)
        {
            return null;
        }

        var kept = await market.Cache.GetCandlesAsync(name, interval, cancellationToken).ConfigureAwait(false);
        return kept.Count > 0 && kept[^1].Timestamp >= from ? new History(kept, kept[^1].Timestamp) : null;
    }

    private async ValueTask<History?> AskAsync(
        CycleContext context, string address, CandleInterval interval, CancellationToken cancellationToken)
    {
        if (!market.Describe(context.Options).CandleIntervals.Contains(interval))
        {
            return new History([], context.CycleTimestamp.ToUnixTimeSeconds()) { IsNew = true, IsCut = true };
        }

        if (!context.ReadsLongCandles)
        {
            // When the budget is short, the history of longer candles is not requested. As when Birdeye refuses the interval, the list
            // begins with the longer candles that the five-minute candles make, and the history is requested later.
            var now = context.CycleTimestamp;
            return new History([], now.ToUnixTimeSeconds()) { IsNew = true, IsCut = true, RefusedAt = now };
        }

        var request = new CandleRequest(address, interval, CandleSpans.Count(interval), context.CycleTimestamp);
        var reading = await market.CandlesAsync(context, request, cancellationToken).ConfigureAwait(false);
        if (reading.Failure is { Kind: not SourceFailureKind.PlanRefused } failure)
        {
            // The collector requests the longer candles again in the next cycle. No decision depends on them, so the cycle is complete
            // without them.
            context.Faults.AddWarning($"Candles of {CacheKeys.Interval(interval)} are missing for some tokens: {failure.Kind}");
            return null;
        }

        if (reading.Value is { } answered)
        {
            context.Faults.AddCandlesLeftOut(answered.ImpossibleRows, answered.UnreadableRows);
        }

        // If the answer has no longer candles, an immediate retry would not help, so the list begins with the folded five-minute candles.
        return new History(reading.Value?.Candles ?? [], context.CycleTimestamp.ToUnixTimeSeconds())
        {
            IsNew = true,
            IsCut = reading.Value is null,
            RefusedAt = reading.Failure is null ? null : context.CycleTimestamp,
        };
    }

    /// <summary>Gets the longer candles to write: the end of the list if the cache has the rest, otherwise the whole list.</summary>
    private async ValueTask<LongCandles?> UpdateAsync(
        string address,
        CandleInterval interval,
        string? name,
        History before,
        IReadOnlyList<Candle> candles,
        IReadOnlyList<Candle> folded,
        long from,
        CancellationToken cancellationToken)
    {
        var newest = name is null || before.IsNew
            ? []
            : await market.Cache.GetNewestCandlesAsync(name, interval, 1, cancellationToken).ConfigureAwait(false);
        if (newest.Count > 0
            && before.Candles.Count > 0
            && newest[^1].Timestamp >= before.Candles[^1].Timestamp
            && newest[^1].Timestamp >= from)
        {
            // The newest cached longer candle may have been open when it was written, so the update must replace that candle too. With
            // From one interval later, the cache accepts the update only if its newest candle is among the written ones.
            return folded.Count == 0 ? null : new LongCandles(address, interval, folded, from + (long)interval, Replace: false);
        }

        return candles.Count == 0 || (newest.Count > 0 && folded.Count == 0 && newest[^1].Timestamp == candles[^1].Timestamp)
            ? null
            : new LongCandles(address, interval, candles, From: null, before.IsCut);
    }

    /// <summary>The list of longer candles that the collector keeps for a token and an interval.</summary>
    /// <param name="Candles">The candles, ascending.</param>
    /// <param name="Until">The time until which nothing is missing, in unix seconds.</param>
    private sealed record History(IReadOnlyList<Candle> Candles, long Until)
    {
        /// <summary>
        /// Gets a value indicating whether the collector just began the list of longer candles anew, with or without an answer of the API.
        /// </summary>
        public bool IsNew { get; init; }

        /// <summary>
        /// Gets a value indicating whether the collector got no longer candles from the API, so that a gap follows those that the cache may
        /// hold.
        /// </summary>
        public bool IsCut { get; init; }

        /// <summary>
        /// Gets when the account's plan or the budget last refused the collector the earlier candles of a longer list; null when the list
        /// has them or the source has none.
        /// </summary>
        public DateTimeOffset? RefusedAt { get; init; }
    }
}
