namespace BirdeyeDiscovery;

/// <summary>
/// Reads Birdeye's market figures from the endpoint that <see cref="BirdeyeOptions.Enrichment"/> names, or from the cheapest one that the
/// plan includes.
/// </summary>
/// <remarks>
/// Every endpoint gives the same figures of a token, and a token has all of its figures from one of them. A refusal is remembered by the
/// gateway, so that a refused endpoint is not requested in each cycle. The tokens of a refused request are requested from the next dearer
/// endpoint in the same cycle.
/// </remarks>
internal sealed class MarketAuthority(IBirdeyeGateway gateway)
{
    // "Not found" for the first few tokens means that Birdeye has no trade data. After that, every hundredth token tries trade data again.
    private const int FewTokens = 3;
    private const int TriedAgain = 100;

    private volatile bool _hasTradeData;
    private int _notFound;

    /// <summary>Gets for how many tokens one request to Birdeye can ask.</summary>
    public int TokensPerCall(BirdeyeOptions options) =>
        options.Enrichment == EnrichmentSource.Cheapest
        && !LacksTradeData
        && !gateway.IsRefused(BirdeyeEndpoint.TradeDataMultiple, options)
        && options.CostOf(BirdeyeEndpoint.TradeDataMultiple, BirdeyeGateway.MaxTokens) is var joined
        && joined <= (long)BirdeyeGateway.MaxTokens * SingleCost(options)
            ? BirdeyeGateway.MaxTokens
            : 1;

    public async ValueTask<IReadOnlyDictionary<string, Reading<MarketFacts>>> ReadAsync(
        IReadOnlyList<FactsRequest> requests, CallScope calls, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<string, Reading<MarketFacts>>(requests.Count, StringComparer.Ordinal);
        IReadOnlyList<FactsRequest> left = requests;
        if (requests.Count > 1 && TokensPerCall(calls.Options) >= requests.Count)
        {
            left = await JoinedAsync(requests, answers, calls, cancellationToken).ConfigureAwait(false);
        }

        foreach (var request in left)
        {
            answers[request.Address] = await SingleAsync(request, calls, cancellationToken).ConfigureAwait(false);
        }

        return answers;
    }

    // Reads the tokens in one request for Birdeye's trade data. A second request reads liquidity and value of the tokens that are not in
    // the trending list, if it is cheaper than their overviews. Returns the tokens that must be requested one by one.
    private async ValueTask<IReadOnlyList<FactsRequest>> JoinedAsync(
        IReadOnlyList<FactsRequest> requests,
        Dictionary<string, Reading<MarketFacts>> answers,
        CallScope calls,
        CancellationToken cancellationToken)
    {
        FactsRequest[] unlisted = [.. requests.Where(static request => !request.IsListed)];
        var joinsAll = unlisted.Length > 0 && JoinsUnlisted(calls.Options, requests.Count, unlisted.Length);
        FactsRequest[] joined = joinsAll ? [.. requests] : [.. requests.Where(static request => request.IsListed)];
        if (joined.Length < 2)
        {
            return requests;
        }

        var traded = await gateway.GetTradeDataAsync(Addresses(joined), calls, cancellationToken).ConfigureAwait(false);
        if (IsReplaced(traded))
        {
            return requests;
        }

        foreach (var request in joined)
        {
            answers[request.Address] = OfToken(traded, request.Address);
            Learn(answers[request.Address]);
        }

        if (!joinsAll)
        {
            return unlisted;
        }

        // A token without an answer from Birdeye's trade data is left out of the request for liquidity and value.
        FactsRequest[] open = [.. unlisted.Where(request => answers[request.Address].Value is not null)];
        if (open.Length == 0)
        {
            return [];
        }

        var valued = await gateway.GetMarketDataAsync(Addresses(open), calls, cancellationToken).ConfigureAwait(false);
        if (IsReplaced(valued))
        {
            return open;
        }

        foreach (var request in open)
        {
            answers[request.Address] = Valued(answers[request.Address], OfToken(valued, request.Address));
        }

        return [];
    }

    // Birdeye's trade data has neither liquidity nor fully diluted value. If the list does not give them, only the overview does.
    private async ValueTask<Reading<MarketFacts>> SingleAsync(
        FactsRequest request, CallScope calls, CancellationToken cancellationToken)
    {
        if (request.IsListed && UsesTradeData(calls.Options) && !IsLeftOut(calls.Options))
        {
            var traded = await gateway.GetTradeDataAsync(request.Address, calls, cancellationToken).ConfigureAwait(false);
            Learn(traded);
            var isLacking = traded.Failure is { } failure
                ? FailureRules.IsRefusal(failure.Kind)
                : traded.Kind == ReadingKind.Unknown && !_hasTradeData;
            if (isLacking && traded.Failure is null)
            {
                Interlocked.Increment(ref _notFound);
            }

            if (!isLacking || calls.Options.Enrichment != EnrichmentSource.Cheapest)
            {
                return traded;
            }
        }

        return await gateway.GetOverviewAsync(request.Address, calls, cancellationToken).ConfigureAwait(false);
    }

    private void Learn(Reading<MarketFacts> traded)
    {
        if (traded.Value is not null)
        {
            _hasTradeData = true;
        }
    }

    // A token that Birdeye's trade data is not asked for also raises this counter, so that every hundredth token tries it again.
    private bool IsLeftOut(BirdeyeOptions options) =>
        options.Enrichment == EnrichmentSource.Cheapest && LacksTradeData && Interlocked.Increment(ref _notFound) % TriedAgain != 0;

    private bool LacksTradeData => !_hasTradeData && Volatile.Read(ref _notFound) >= FewTokens;

    private static bool UsesTradeData(BirdeyeOptions options) => options.Enrichment switch
    {
        EnrichmentSource.TradeData => true,
        EnrichmentSource.Cheapest => options.CostOf(BirdeyeEndpoint.TradeData) <= options.CostOf(BirdeyeEndpoint.Overview),
        _ => false,
    };

    private bool JoinsUnlisted(BirdeyeOptions options, int all, int unlisted) =>
        !gateway.IsRefused(BirdeyeEndpoint.MarketDataMultiple, options)
        && options.CostOf(BirdeyeEndpoint.TradeDataMultiple, all) + options.CostOf(BirdeyeEndpoint.MarketDataMultiple, unlisted)
            <= (all == unlisted ? 0 : options.CostOf(BirdeyeEndpoint.TradeDataMultiple, all - unlisted))
                + ((long)unlisted * options.CostOf(BirdeyeEndpoint.Overview));

    private long SingleCost(BirdeyeOptions options) =>
        UsesTradeData(options) && !gateway.IsRefused(BirdeyeEndpoint.TradeData, options)
            ? options.CostOf(BirdeyeEndpoint.TradeData)
            : options.CostOf(BirdeyeEndpoint.Overview);

    private static string[] Addresses(FactsRequest[] requests) => [.. requests.Select(static request => request.Address)];

    // A request for one token can succeed after the joined request was refused, did not fit, or was answered without any token. An outage,
    // used-up credits or the end of the cycle's calls would stop both kinds of request.
    private static bool IsReplaced(Reading<IReadOnlyDictionary<string, Reading<MarketFacts>>> batch) => batch.Kind == ReadingKind.Unknown
        || (batch.Failure is { } failure
            && (FailureRules.IsRefusal(failure.Kind)
                || failure.Kind is SourceFailureKind.BadRequest or SourceFailureKind.Malformed or SourceFailureKind.TooLarge));

    private static Reading<MarketFacts> OfToken(Reading<IReadOnlyDictionary<string, Reading<MarketFacts>>> batch, string address) =>
        batch.Value is { } answer ? answer[address] : Reading<MarketFacts>.Failed(batch.Failure!, batch.AsOf);

    // If the request to Birdeye for liquidity and value failed, the reading of the token fails too. Otherwise its incomplete facts would be
    // cached for the whole lifetime.
    private static Reading<MarketFacts> Valued(Reading<MarketFacts> traded, Reading<MarketFacts> valued) => valued switch
    {
        { Kind: ReadingKind.Failed } => valued,
        { Value: { } value } => Reading<MarketFacts>.Of(
            traded.Value! with
            {
                LiquidityUsd = value.LiquidityUsd,
                FdvUsd = value.FdvUsd,
                InvalidFields = [.. traded.Value.InvalidFields, .. value.InvalidFields],
            },
            traded.AsOf),
        _ => traded,
    };
}
