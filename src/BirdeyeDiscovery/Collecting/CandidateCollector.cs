namespace BirdeyeDiscovery;

/// <summary>
/// Collects the facts of a cycle's candidates in order of cost: the list, then security, then market data. Each step reads only the
/// candidates that passed the gates so far. Each input has one authority.
/// </summary>
internal sealed class CandidateCollector(MarketReads market, CandleCollector candles)
{
    /// <summary>Gets the facts of every candidate: the tokens of the list in its order, then active tokens that are not on it.</summary>
    public async ValueTask<CandidateFacts[]> CollectAsync(
        CycleContext context, MarketList list, DateTimeOffset listAsOf, CancellationToken cancellationToken)
    {
        var facts = Merge(context, list, listAsOf);
        var isFresh = list.IsFresh(context.CycleTimestamp);
        await market.SecurityAsync(
            context,
            Open(context, facts, isFresh),
            index => facts[index].Address,
            (index, reading) => facts[index] = WithSecurity(context, facts[index], reading),
            cancellationToken).ConfigureAwait(false);
        await market.FactsAsync(
            context,
            Open(context, facts, isFresh),
            index => new FactsRequest { Address = facts[index].Address, IsListed = facts[index].ListPosition is not null && isFresh },
            (index, reading) => facts[index] = WithMarket(context, facts[index], reading, isFresh),
            cancellationToken).ConfigureAwait(false);

        int[] open =
        [
            .. Open(context, facts, isFresh)
                .Where(index => context.Options.Discovery.CandlesFor == CandleScope.All || Momentum.LacksWindow(facts[index]))
        ];

        // A one-day window needs a history of one day, for an incumbent as for a new candidate.
        string[] lacking = [.. open.Where(index => Momentum.LacksWindow(facts[index])).Select(index => facts[index].Address)];
        await candles.ReadAsync(context, lacking, wholeDay: true, cancellationToken).ConfigureAwait(false);
        string[] all = [.. open.Select(index => facts[index].Address)];
        await candles.ReadAsync(context, all, wholeDay: false, cancellationToken).ConfigureAwait(false);
        foreach (var index in open)
        {
            if (context.Candles.TryGetValue(facts[index].Address, out var reading))
            {
                var whole = await WithKnownAsync(context, facts[index].Address, reading, cancellationToken).ConfigureAwait(false);
                facts[index] = WithCandles(facts[index], whole, context.CycleTimestamp);
            }
        }

        return facts;
    }

    // A partial reading continues the cached list, and a window may begin in the cached part.
    private static async ValueTask<Reading<CandleSeries>> WithKnownAsync(
        CycleContext context, string address, Reading<CandleSeries> reading, CancellationToken cancellationToken)
    {
        if (reading.Value is not { From: not null })
        {
            return reading;
        }

        var known = await context.KnownCandles!.FiveMinutesAsync(address, cancellationToken).ConfigureAwait(false);
        const CandleInterval Interval = CandleInterval.FiveMinutes;
        return reading.Select(series => series with
        {
            Candles = CandleMerge.Merge(known, series.Candles, Interval, CandleSpans.Count(Interval)),
        });
    }

    private static CandidateFacts[] Merge(CycleContext context, MarketList list, DateTimeOffset asOf)
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

    /// <summary>Lists the candidates that no known fact rejects and for which more calls are useful.</summary>
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

        if (Gates.First(facts, context.Find(facts.Address), context.Options, context.CycleTimestamp) is not null)
        {
            return false;
        }

        // The list is the authority for its tokens. Without its figures a new token cannot enter, so no further calls are spent on it.
        var lacksFigures = isFresh && facts.ListPosition is not null && (facts.LiquidityUsd is null || facts.Volume24hUsd is null);
        var lacksSecurity = facts.SecurityAsked && facts.Security is null;
        return context.IsTracked(facts.Address) || (!lacksFigures && !lacksSecurity);
    }

    private static CandidateFacts WithSecurity(CycleContext context, CandidateFacts facts, Reading<SecurityFacts> reading) =>
        Noted(context, facts, reading.Failure, CandidateFacts.SecurityCall) with
        {
            SecurityAsked = true,
            Security = reading.Value is { } security ? security with { InvalidFields = null } : null,
            SecurityAsOf = reading.AsOf,
            InvalidFields = [.. facts.InvalidFields, .. reading.Value?.InvalidFields ?? []],
        };

    // If a call failed, a missing window is no basis for a decision. If the plan refuses candles or may refuse them, or they do not reach
    // back far enough, the window is unknown.
    private static CandidateFacts WithCandles(CandidateFacts facts, Reading<CandleSeries> reading, DateTimeOffset now) =>
        reading.Value is { } series ? Momentum.Fill(facts, series, now)
        : reading.Failure is { Kind: not SourceFailureKind.PlanRefused, MayBeOfPlan: false } failed && Momentum.LacksWindow(facts)
            ? facts with { FailedCalls = [.. facts.FailedCalls, failed.Call] }
        : facts;

    private static CandidateFacts WithMarket(CycleContext context, CandidateFacts facts, Reading<MarketFacts> reading, bool isFresh)
    {
        foreach (var failure in reading.Value?.Failures ?? (reading.Failure is { } failed ? [failed] : []))
        {
            facts = Noted(context, facts, failure);
        }

        return reading.Value is { } answer ? WithFigures(facts, answer, reading.AsOf, isFresh) : facts with { MarketAsked = true };
    }

    private static CandidateFacts WithFigures(CandidateFacts facts, MarketFacts answer, DateTimeOffset asOf, bool isFresh)
    {
        var isListed = facts.ListPosition is not null;
        var listDecides = isListed && isFresh;
        return facts.WithFigures(answer) with
        {
            MarketAsked = true,
            MarketAsOf = asOf,
            Symbol = !isListed && answer.Symbol.Length > 0 ? answer.Symbol : facts.Symbol,
            Name = !isListed && answer.Name.Length > 0 ? answer.Name : facts.Name,
            FdvUsd = isListed ? facts.FdvUsd : answer.FdvUsd,
            LiquidityUsd = listDecides ? facts.LiquidityUsd : answer.LiquidityUsd,
            Volume24hUsd = listDecides ? facts.Volume24hUsd : answer.Volume24hUsd,
            Change24hPercent = listDecides ? facts.Change24hPercent : answer.Change24hPercent,
            InvalidFields = [.. facts.InvalidFields, .. answer.InvalidFields],
        };
    }

    // A call that the plan refuses is unknown and not failed: it would fail in every cycle, through no fault of the token.
    private static CandidateFacts Noted(CycleContext context, CandidateFacts facts, SourceFailure? failure, string? call = null)
    {
        if (failure is null)
        {
            return facts;
        }

        context.Faults.Add(failure);
        return failure.Kind == SourceFailureKind.PlanRefused || failure.MayBeOfPlan
            ? facts
            : facts with { FailedCalls = [.. facts.FailedCalls, call ?? failure.Call] };
    }
}
