namespace BirdeyeDiscovery;

/// <summary>Reads five-minute candles: a whole history at first, then only what is new. At most one request per token and cycle.</summary>
internal sealed class CandleCollector(MarketReads market)
{
    /// <summary>48 hours.</summary>
    private const int Backfill = 576;

    /// <summary>One hour: what a token that was read in the last cycles lacks, with room for missed cycles.</summary>
    private const int Recent = 12;

    /// <summary>Reads the candles of some tokens into the cycle's context; those read before in this cycle are left alone.</summary>
    /// <param name="context">The cycle.</param>
    /// <param name="addresses">The tokens.</param>
    /// <param name="wholeHistory">Whether the whole history is needed, as for a momentum window of a day, or only what is new.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async ValueTask ReadAsync(CycleContext context, IReadOnlyList<string> addresses, bool wholeHistory, CancellationToken cancellationToken)
    {
        context.KnownCandles ??= new KnownCandles(market.Cache);
        var missing = addresses.Where(address => !context.Candles.ContainsKey(address)).ToArray();
        var readings = new Reading<CandleSeries>[missing.Length];
        await context.ForEachAsync(
            CyclePhase.Candles,
            [.. Enumerable.Range(0, missing.Length)],
            async (index, token) => readings[index] = await ReadAsync(context, missing[index], wholeHistory, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        for (var index = 0; index < missing.Length; index++)
        {
            context.Candles[missing[index]] = readings[index];
            if (readings[index].Failure is { } failure)
            {
                context.Faults.Add(failure);
            }
        }
    }

    private async ValueTask<Reading<CandleSeries>> ReadAsync(CycleContext context, string address, bool wholeHistory, CancellationToken cancellationToken)
    {
        var limit = wholeHistory ? Backfill : await LimitAsync(context, address, cancellationToken).ConfigureAwait(false);
        var request = new CandleRequest(address, CandleInterval.FiveMinutes, limit, context.CycleTimestamp);
        var reading = await market.CandlesAsync(context, request, cancellationToken).ConfigureAwait(false);
        return limit == Backfill ? reading : reading.Select(series => series with { From = request.From });
    }

    private static async ValueTask<int> LimitAsync(CycleContext context, string address, CancellationToken cancellationToken)
    {
        // A token whose history is not known yet needs all of it, or its activation would be a day late.
        if (context.Find(address) is not { Status: TokenStatus.Active } token || (token.ActivatedAt is null && token.FirstCandleAt is null))
        {
            return Backfill;
        }

        var known = await context.KnownCandles!.FiveMinutesAsync(address, cancellationToken).ConfigureAwait(false);
        var horizon = context.CycleTimestamp.ToUnixTimeSeconds() - (Recent * (long)CandleInterval.FiveMinutes);
        return known.Count > 0 && known[^1].Timestamp > horizon ? Recent : Backfill;
    }
}
