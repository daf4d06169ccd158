using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery;

/// <summary>
/// Reads the market source through the cache: known answers are not requested, and the others are requested in calls as large as the source
/// allows.
/// </summary>
internal sealed class MarketReads(IMarketSource source, ICacheLayer cache, EngineTelemetry? telemetry = null)
{
    private readonly IAnswerCache _answers = telemetry is null ? cache : new MeasuredAnswers(cache, telemetry);

    public ICacheLayer Cache => cache;

    public MarketSourceInfo Describe(BirdeyeDiscoveryOptions options) => source.Describe(options);

    /// <summary>
    /// Collects the list from the market source through the cache. A list that is incomplete or has no rows is not cached.
    /// </summary>
    public ValueTask<Reading<MarketList>> ListAsync(CycleContext context, CancellationToken cancellationToken) => _answers.GetOrReadAsync(
        Key(context, CacheKeys.Trending(context.CycleTimestamp)),
        context.Options.Cache.Ttl.Trending,
        DiscoveryJson.MarketList,
        token => FreshListAsync(context, token),
        static reading => reading.Value switch
        {
            null => reading,
            { Failures: [var failure, ..] } => Reading<MarketList>.Failed(failure, reading.AsOf),
            { Faults.Count: > 0 } or { Tokens.Count: 0 } => Reading<MarketList>.Unknown(reading.AsOf),
            _ => reading,
        },
        cancellationToken);

    /// <summary>Collects the list from the market source without the cache.</summary>
    public ValueTask<Reading<MarketList>> FreshListAsync(CycleContext context, CancellationToken cancellationToken) =>
        SourceGuard.ListAsync(
            context,
            Describe(context.Options),
            () => source.ReadListAsync(context.Options.Discovery.TrendingLimit, context.Scope, cancellationToken),
            cancellationToken);

    /// <summary>Collects security facts from the market source and passes on each answer as it arrives.</summary>
    public ValueTask SecurityAsync(
        CycleContext context,
        IReadOnlyList<int> indexes,
        Func<int, string> address,
        Action<int, Reading<SecurityFacts>> apply,
        CancellationToken cancellationToken) =>
        EachAsync(
            context,
            CyclePhase.Security,
            source.Describe(context.Options).SecurityPerCall,
            indexes,
            address,
            address,
            CacheKeys.Security,
            context.Options.Cache.Ttl.Security,
            DiscoveryJsonContext.Default.SecurityFacts,
            (addresses, token) => SourceGuard.AnswersAsync(
                context,
                Describe(context.Options),
                SourceGuard.Security,
                addresses,
                static asked => asked,
                waiting => source.ReadSecurityAsync(addresses, context.Scope, waiting),
                token),
            apply,
            cancellationToken);

    /// <summary>Collects market figures from the market source and passes on each answer as it arrives.</summary>
    public ValueTask FactsAsync(
        CycleContext context,
        IReadOnlyList<int> indexes,
        Func<int, FactsRequest> request,
        Action<int, Reading<MarketFacts>> apply,
        CancellationToken cancellationToken) =>
        EachAsync(
            context,
            CyclePhase.Market,
            source.Describe(context.Options).FactsPerCall,
            indexes,
            request,
            index => request(index).Address,
            CacheKeys.Trades,
            context.Options.Cache.Ttl.Trades,
            DiscoveryJsonContext.Default.MarketFacts,
            (requests, token) => SourceGuard.AnswersAsync(
                context,
                Describe(context.Options),
                SourceGuard.Facts,
                requests,
                static asked => asked.Address,
                waiting => source.ReadFactsAsync(requests, context.Scope, waiting),
                token),
            apply,
            cancellationToken);

    /// <summary>Collects samples of swaps from the market source and passes on each answer as it arrives.</summary>
    public ValueTask SwapsAsync(
        CycleContext context,
        IReadOnlyList<int> indexes,
        Func<int, string> address,
        Action<int, Reading<MarketFacts>> apply,
        CancellationToken cancellationToken) =>
        EachAsync(
            context,
            CyclePhase.Market,
            Math.Max(1, source.Describe(context.Options).SwapsPerCall),
            indexes,
            address,
            address,
            CacheKeys.Swaps,
            context.Options.Cache.Ttl.Trades,
            DiscoveryJsonContext.Default.MarketFacts,
            (addresses, token) => SourceGuard.AnswersAsync(
                context,
                Describe(context.Options),
                SourceGuard.Swaps,
                addresses,
                static asked => asked,
                waiting => source.ReadSwapsAsync(addresses, context.Scope, waiting),
                token),
            apply,
            cancellationToken);

    /// <summary>
    /// Collects the candles of one token from the market source. An answer without candles means that there were no swaps; it is not
    /// cached.
    /// </summary>
    /// <remarks>
    /// Candles that another version left in the cache, and candles of another source, must satisfy the same rules as those of Birdeye.
    /// </remarks>
    public async ValueTask<Reading<CandleSeries>> CandlesAsync(
        CycleContext context, CandleRequest request, CancellationToken cancellationToken)
    {
        var reading = await _answers.GetOrReadAsync(
            Key(context, CacheKeys.Ohlcv(request.Address, request.Interval, request.Limit)),
            context.Options.Cache.Ttl.Ohlcv,
            DiscoveryJson.CandleSeries,
            async token => (await SourceGuard.AnswersAsync(
                context,
                Describe(context.Options),
                SourceGuard.Candles,
                [request],
                static asked => asked.Address,
                waiting => source.ReadCandlesAsync([request], context.Scope, waiting),
                token).ConfigureAwait(false))[request.Address],
            static reading => reading.Value is { Candles.Count: 0 } ? Reading<CandleSeries>.Unknown(reading.AsOf) : reading,
            cancellationToken).ConfigureAwait(false);
        return reading.Select(series => Sound(series, request.Interval));
    }

    private static CandleSeries Sound(CandleSeries series, CandleInterval interval) => CandleRules.AreSound(series.Candles, interval)
        ? series
        : series.With(
            CandleRules.Sound(series.Candles, interval),
            impossible: series.Candles.Count(static candle => !CandleRules.IsPossible(candle)));

    // The cache keys of answers from a host's own market source begin with the name of that source, so that the cached answers of two
    // sources are never confused.
    private string Key(CycleContext context, string key) =>
        source.Describe(context.Options).Name is var name && name == MarketSourceInfo.Birdeye
            ? key
            : name + key[key.IndexOf(':', StringComparison.Ordinal)..];

    private async ValueTask EachAsync<TRequest, T>(
        CycleContext context,
        CyclePhase phase,
        int size,
        IReadOnlyList<int> indexes,
        Func<int, TRequest> request,
        Func<int, string> address,
        Func<string, string> key,
        TimeSpan lifetime,
        JsonTypeInfo<T> typeInfo,
        Func<IReadOnlyList<TRequest>, CancellationToken, ValueTask<IReadOnlyDictionary<string, Reading<T>>>> ask,
        Action<int, Reading<T>> apply,
        CancellationToken cancellationToken)
        where T : class
    {
        await context.ForEachAsync(phase, [.. indexes.Chunk(size)], ReadChunkAsync, cancellationToken).ConfigureAwait(false);

        async ValueTask ReadChunkAsync(int[] chunk, CancellationToken token)
        {
            var call = new JoinedCall<TRequest, T>(chunk.Length, ask, TimeProvider.System, token);
            await Task.WhenAll(chunk.Select(index => ReadOneAsync(index, call, token))).ConfigureAwait(false);
        }

        async Task ReadOneAsync(int index, JoinedCall<TRequest, T> call, CancellationToken token)
        {
            var asked = false;
            try
            {
                apply(index, await _answers.GetOrReadAsync(
                    Key(context, key(address(index))),
                    lifetime,
                    typeInfo,
                    waiting =>
                    {
                        asked = true;
                        return call.AskAsync(request(index), address(index), waiting);
                    },
                    token).ConfigureAwait(false));
            }
            finally
            {
                if (!asked)
                {
                    await call.SkipAsync().ConfigureAwait(false);
                }
            }
        }
    }
}
