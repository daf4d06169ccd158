namespace BirdeyeDiscovery;

/// <summary>Asks the API for candles by way of the cache.</summary>
internal sealed class CandleAnswers(IBirdeyeGateway gateway, ICacheLayer cache)
{
    /// <summary>Reads candles. An answer without any says that all was quiet: who asked is told so, and it is not kept for others.</summary>
    public async ValueTask<Reading<CandleSeries>> ReadAsync(CycleContext context, CandleRequest request, CancellationToken cancellationToken)
    {
        Reading<CandleSeries>? empty = null;
        var reading = await cache.GetOrReadAsync(
            CacheKeys.Ohlcv(request.Address, request.Interval, request.Limit),
            context.Options.Cache.Ttl.Ohlcv,
            DiscoveryJsonContext.Default.CandleSeries,
            async token =>
            {
                var answer = await gateway.GetCandlesAsync(request, context.Scope, token).ConfigureAwait(false);
                if (answer.Value is not { Candles.Count: 0 })
                {
                    return answer;
                }

                empty = answer;
                return Reading<CandleSeries>.Unknown(answer.AsOf);
            },
            cancellationToken).ConfigureAwait(false);
        return empty ?? reading;
    }
}
