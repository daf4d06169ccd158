namespace BirdeyeDiscovery;

/// <summary>
/// Collects five-minute candles: the whole history at first, then only the buckets that can be missing. It sends at most one request per
/// token and cycle.
/// </summary>
internal sealed class CandleCollector(MarketReads market)
{
    /// <summary>One hour, the least that the collector of candles requests, because the newest candles may still change.</summary>
    private const int Recent = 12;

    private static readonly int Whole = CandleSpans.Count(CandleInterval.FiveMinutes);

    private readonly CandleReads _reads = new();

    /// <summary>
    /// Collects the candles of some tokens into the cycle's context; tokens that were read before in this cycle are skipped.
    /// </summary>
    /// <param name="context">The cycle.</param>
    /// <param name="addresses">The tokens.</param>
    /// <param name="wholeDay">Whether a price change is computed from the candles: their history must cover one day.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async ValueTask ReadAsync(
        CycleContext context, IReadOnlyList<string> addresses, bool wholeDay, CancellationToken cancellationToken)
    {
        context.KnownCandles ??= new KnownCandles(market.Cache);
        var missing = addresses.Where(address => !context.Candles.ContainsKey(address)).ToArray();
        var readings = new Reading<CandleSeries>?[missing.Length];
        await context.ForEachAsync(
            CyclePhase.Candles,
            [.. Enumerable.Range(0, missing.Length)],
            async (index, token) => readings[index] = await ReadAsync(context, missing[index], wholeDay, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        for (var index = 0; index < missing.Length; index++)
        {
            if (readings[index] is not { } reading)
            {
                continue;
            }

            context.Candles[missing[index]] = reading;
            if (reading.Failure is { } failure)
            {
                context.Faults.Add(failure);
            }
            else if (reading.Value is { } series)
            {
                context.Faults.AddCandlesLeftOut(series.ImpossibleRows, series.UnreadableRows);
            }
        }

        _reads.ForgetBefore(context.CycleTimestamp);
    }

    // A staged engine skips the request for candles if no bucket has closed since the last answer: only the open bucket could be newer. If
    // a price change must be computed from the candles, the request is sent, as in a full cycle, because the change extends to the last
    // trade.
    private async ValueTask<Reading<CandleSeries>?> ReadAsync(
        CycleContext context, string address, bool wholeDay, CancellationToken cancellationToken)
    {
        var part = await PartAsync(context, address, wholeDay, cancellationToken).ConfigureAwait(false);
        if (!wholeDay && part is { Closed: 0 } && context.Options.Discovery.Enrichment == EnrichmentMode.Staged)
        {
            return null;
        }

        var request = new CandleRequest(address, CandleInterval.FiveMinutes, part?.Limit ?? Whole, context.CycleTimestamp);
        var reading = await market.CandlesAsync(context, request, cancellationToken).ConfigureAwait(false);
        if (reading.Value is { } read)
        {
            var until = reading.AsOf < context.CycleTimestamp ? reading.AsOf : context.CycleTimestamp;
            _reads.Note(address, until, read.Candles.Count > 0 ? read.Candles[^1].Timestamp : part?.Newest);
        }

        // A partial reading of candles continues the cached list after its newest candle. If there is no cached list, nothing was traded
        // before, and the partial reading is the whole history.
        return part is { Newest: { } newest }
            ? reading.Select(series => series.With(from: Math.Min(request.From, newest + (long)CandleInterval.FiveMinutes)))
            : reading;
    }

    /// <summary>
    /// Gets what a request for the newest candles needs: the number of buckets to request, the newest candle in the cache, and the number
    /// of buckets that closed since the last answer. The result is null if the whole history must be requested.
    /// </summary>
    private async ValueTask<(int Limit, long? Newest, long Closed)?> PartAsync(
        CycleContext context, string address, bool wholeDay, CancellationToken cancellationToken)
    {
        // The collector requests all candles of a token whose history is not known yet. With only the newest ones, its activation would be
        // a day late.
        if (context.Find(address) is not { Status: TokenStatus.Active } token
            || (token.ActivatedAt is null && token.FirstCandleAt is null && !_reads.IsEmpty(address)))
        {
            return null;
        }

        var known = await context.KnownCandles!.FiveMinutesAsync(address, cancellationToken).ConfigureAwait(false);
        var now = context.CycleTimestamp.ToUnixTimeSeconds();
        if (wholeDay && known.Count > 0 && known[0].Timestamp > now - (long)CandleInterval.OneDay - (long)CandleInterval.FiveMinutes)
        {
            return null;
        }

        var newest = known.Count > 0 ? known[^1].Timestamp : (long?)null;
        if (_reads.CompleteUntil(address, newest, context.CycleTimestamp) is not { } until)
        {
            return null;
        }

        var closed = (Bucket(now) - Bucket(until)) / (long)CandleInterval.FiveMinutes;
        var limit = (int)Math.Clamp(closed + 1, Recent, Whole);
        return limit < Whole ? (limit, newest, closed) : null;
    }

    private static long Bucket(long moment) => CandleFold.Bucket(moment, CandleInterval.FiveMinutes);
}
