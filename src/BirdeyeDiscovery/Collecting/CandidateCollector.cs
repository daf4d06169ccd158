namespace BirdeyeDiscovery;

/// <summary>
/// Collects the facts of a cycle's candidates in order of cost: the list, then security, then market data, each only for those that the gates before
/// it let through. One authority per input (D25).
/// </summary>
internal sealed class CandidateCollector(IBirdeyeGateway gateway, ICacheLayer cache, CandleCollector candles)
{
    /// <summary>Gets the facts of every candidate: the list in its order, then active tokens that are not on it.</summary>
    public async ValueTask<CandidateFacts[]> CollectAsync(
        CycleContext context, TrendingList list, DateTimeOffset listAsOf, CancellationToken cancellationToken)
    {
        var facts = Merge(context, list, listAsOf);
        var isFresh = list.IsFresh(context.CycleTimestamp);
        var open = Open(context, facts, isFresh);
        await context.ForEachAsync(
            CyclePhase.Security, open, async (index, token) => facts[index] = await WithSecurityAsync(context, facts[index], token).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);

        open = Open(context, facts, isFresh);
        await context.ForEachAsync(
            CyclePhase.Market, open, async (index, token) => facts[index] = await WithMarketAsync(context, facts[index], isFresh, token).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);

        open = [.. Open(context, facts, isFresh).Where(index => context.Options.Discovery.CandlesFor == CandleScope.All || Momentum.LacksWindow(facts[index]))];

        // A window of a day needs a history that reaches back that far, for an incumbent as for a newcomer.
        await candles.ReadAsync(context, [.. open.Where(index => Momentum.LacksWindow(facts[index])).Select(index => facts[index].Address)], wholeHistory: true, cancellationToken).ConfigureAwait(false);
        await candles.ReadAsync(context, [.. open.Select(index => facts[index].Address)], wholeHistory: false, cancellationToken).ConfigureAwait(false);
        foreach (var index in open)
        {
            if (context.Candles.TryGetValue(facts[index].Address, out var reading))
            {
                facts[index] = WithCandles(facts[index], reading, context.CycleTimestamp);
            }
        }

        return facts;
    }

    private static CandidateFacts[] Merge(CycleContext context, TrendingList list, DateTimeOffset asOf)
    {
        var isFresh = list.IsFresh(context.CycleTimestamp);
        var facts = new List<CandidateFacts>(list.Tokens.Count + 16);
        foreach (var row in list.Tokens)
        {
            facts.Add(new CandidateFacts
            {
                Address = row.Address,
                Symbol = row.Symbol,
                Name = row.Name,
                ListPosition = facts.Count + 1,
                ListAsOf = asOf,
                FdvUsd = row.FdvUsd,
                LiquidityUsd = isFresh ? row.LiquidityUsd : null,
                Volume24hUsd = isFresh ? row.Volume24hUsd : null,
                Change24hPercent = isFresh ? row.Change24hPercent : null,
                InvalidFields = row.InvalidFields,
            });
        }

        var listed = list.Tokens.Select(static row => row.Address).ToHashSet(StringComparer.Ordinal);
        facts.AddRange(context.Tokens.Values
            .Where(token => token.Status == TokenStatus.Active && !listed.Contains(token.Address))
            .OrderBy(static token => token.Id)
            .Select(static token => new CandidateFacts { Address = token.Address, Symbol = token.Symbol, Name = token.Name ?? "" }));
        return [.. facts];
    }

    /// <summary>Lists the candidates that nothing known so far rejects and that more calls could help.</summary>
    private static List<int> Open(CycleContext context, CandidateFacts[] facts, bool isFresh)
    {
        var open = new List<int>(facts.Length);
        for (var index = 0; index < facts.Length; index++)
        {
            if (IsOpen(context, facts[index], isFresh))
            {
                open.Add(index);
            }
        }

        return open;
    }

    private static bool IsOpen(CycleContext context, CandidateFacts facts, bool isFresh)
    {
        if (Gates.Barred(facts.Address, context.Find(facts.Address), context.Migrations) is not null)
        {
            return false;
        }

        if (context.IsPermanent(facts.Address))
        {
            return true;
        }

        var isTracked = context.IsTracked(facts.Address);
        if (Gates.Cheap(facts, context.Options) is not null
            || Gates.Security(facts, context.Options, isTracked) is not null
            || Gates.Market(facts, context.Options, context.CycleTimestamp) is not null)
        {
            return false;
        }

        // The list is the authority for what is on it: without its figures a newcomer cannot enter, whatever else it would cost to learn.
        var lacksFigures = isFresh && facts.ListPosition is not null && (facts.LiquidityUsd is null || facts.Volume24hUsd is null);
        var lacksSecurity = facts.SecurityAsked && facts.Security is null;
        return isTracked || (!lacksFigures && !lacksSecurity);
    }

    private async ValueTask<CandidateFacts> WithSecurityAsync(CycleContext context, CandidateFacts facts, CancellationToken cancellationToken)
    {
        var reading = await cache.GetOrReadAsync(
            CacheKeys.Security(facts.Address),
            context.Options.Cache.Ttl.Security,
            DiscoveryJsonContext.Default.SecuritySummary,
            async token => (await gateway.GetSecurityAsync(facts.Address, context.Scope, token).ConfigureAwait(false)).Select(SecuritySummary.From),
            cancellationToken).ConfigureAwait(false);
        return Noted(context, facts, reading.Failure) with
        {
            SecurityAsked = true,
            Security = reading.Value?.Facts,
            SecurityAsOf = reading.AsOf,
            InvalidFields = [.. facts.InvalidFields, .. reading.Value?.InvalidFields ?? []],
        };
    }

    // A window that a failed call left open is no basis for a decision; one that the plan refuses, or that no candle reaches, is unknown.
    private static CandidateFacts WithCandles(CandidateFacts facts, Reading<CandleSeries> reading, DateTimeOffset now) =>
        reading.Value is { } series ? Momentum.Fill(facts, series, now)
        : reading.Failure is { Kind: not BirdeyeFailureKind.PlanRefused } failed && Momentum.LacksWindow(facts)
            ? facts with { FailedCalls = [.. facts.FailedCalls, failed.Endpoint] }
        : facts;

    private async ValueTask<CandidateFacts> WithMarketAsync(CycleContext context, CandidateFacts facts, bool isFresh, CancellationToken cancellationToken)
    {
        TradeFlow? partial = null;
        var failures = new List<BirdeyeFailure>(2);
        var reading = await cache.GetOrReadAsync(
            CacheKeys.Trades(facts.Address),
            context.Options.Cache.Ttl.Trades,
            DiscoveryJsonContext.Default.TradeFlow,
            async token =>
            {
                // Trade data knows neither liquidity nor fully diluted value: what the list does not say, only the overview does.
                var market = context.Options.Birdeye.Enrichment == EnrichmentSource.Overview || facts.ListPosition is null || !isFresh
                    ? await gateway.GetOverviewAsync(facts.Address, context.Scope, token).ConfigureAwait(false)
                    : await gateway.GetTradeDataAsync(facts.Address, context.Scope, token).ConfigureAwait(false);
                var trades = await gateway.GetTradesAsync(facts.Address, context.Scope, token).ConfigureAwait(false);
                failures.AddRange(new[] { market.Failure, trades.Failure }.OfType<BirdeyeFailure>());
                partial = TradeFlow.From(market.Value, trades.Value);

                // Half an answer serves this cycle and is asked for again in the next.
                return market.Failure is { } failed ? Reading<TradeFlow>.Failed(failed, market.AsOf)
                    : trades.Failure is { } failedTrades ? Reading<TradeFlow>.Failed(failedTrades, trades.AsOf)
                    : market.Kind == ReadingKind.Unknown || trades.Kind == ReadingKind.Unknown ? Reading<TradeFlow>.Unknown(market.AsOf)
                    : Reading<TradeFlow>.Of(partial, market.AsOf);
            },
            cancellationToken).ConfigureAwait(false);

        foreach (var failure in failures)
        {
            facts = Noted(context, facts, failure);
        }

        return (reading.Value ?? partial) is { } flow ? WithFlow(facts, flow, reading.AsOf, isFresh) : facts with { MarketAsked = true };
    }

    private static CandidateFacts WithFlow(CandidateFacts facts, TradeFlow flow, DateTimeOffset asOf, bool isFresh)
    {
        var isListed = facts.ListPosition is not null;
        var listDecides = isListed && isFresh;
        return facts with
        {
            MarketAsked = true,
            MarketAsOf = asOf,
            Symbol = !isListed && flow.Symbol.Length > 0 ? flow.Symbol : facts.Symbol,
            Name = !isListed && flow.Name.Length > 0 ? flow.Name : facts.Name,
            FdvUsd = isListed ? facts.FdvUsd : flow.FdvUsd,
            LiquidityUsd = listDecides ? facts.LiquidityUsd : flow.LiquidityUsd,
            Volume24hUsd = listDecides ? facts.Volume24hUsd : flow.Volume24hUsd,
            Change24hPercent = listDecides ? facts.Change24hPercent : flow.Change24hPercent,
            Change5mPercent = flow.Change5mPercent,
            Change1hPercent = flow.Change1hPercent,
            BuyVolume24hUsd = flow.BuyVolume24hUsd,
            SellVolume24hUsd = flow.SellVolume24hUsd,
            Buys24h = flow.Buys24h,
            Sells24h = flow.Sells24h,
            Buys1h = flow.Buys1h,
            Sells1h = flow.Sells1h,
            UniqueWallets24h = flow.UniqueWallets24h,
            RoundTripShare = flow.RoundTripShare,
            LastTradeAt = flow.LastTradeAt,
            InvalidFields = [.. facts.InvalidFields, .. flow.InvalidFields],
        };
    }

    // What the plan refuses is unknown, not failed: it would fail in every cycle, and the token is not to blame.
    private static CandidateFacts Noted(CycleContext context, CandidateFacts facts, BirdeyeFailure? failure)
    {
        if (failure is null)
        {
            return facts;
        }

        context.Faults.Add(failure);
        return failure.Kind == BirdeyeFailureKind.PlanRefused ? facts : facts with { FailedCalls = [.. facts.FailedCalls, failure.Endpoint] };
    }
}
