namespace BirdeyeDiscovery;

/// <summary>Adds collected answers to the facts of a candidate, and their failures to the faults of the cycle.</summary>
internal static class CandidateAnswers
{
    /// <summary>Gets the facts of a candidate that were collected with the list. Figures of an old list are out of date.</summary>
    public static CandidateFacts Listed(MarketFacts row, int position, DateTimeOffset asOf, bool isFresh) => new()
    {
        Address = row.Address,
        Symbol = row.Symbol,
        Name = row.Name,
        ListPosition = position,
        ListAsOf = asOf,
        FdvUsd = row.FdvUsd,
        PriceUsd = isFresh ? row.PriceUsd : null,
        LiquidityUsd = isFresh ? row.LiquidityUsd : null,
        Volume24hUsd = isFresh ? row.Volume24hUsd : null,
        Change24hPercent = isFresh ? row.Change24hPercent : null,
        InvalidFields = row.InvalidFields,
    };

    public static CandidateFacts WithSecurity(CycleContext context, CandidateFacts facts, Reading<SecurityFacts> reading) =>
        Noted(context, facts, reading.Failure, CandidateFacts.SecurityCall) with
        {
            SecurityAsked = true,
            Security = reading.Value is { } security ? security with { InvalidFields = null } : null,
            SecurityAsOf = reading.AsOf,
            InvalidFields = [.. facts.InvalidFields, .. reading.Value?.InvalidFields ?? []],
        };

    public static CandidateFacts WithMarket(
        CycleContext context, CandidateFacts facts, Reading<MarketFacts> reading, bool isFresh, bool hasSwaps)
    {
        facts = Noted(context, facts, reading.Failure) with { MarketAsked = true, SwapsAsked = facts.SwapsAsked || hasSwaps };
        return reading.Value is { } answer ? WithFigures(facts, answer, reading.AsOf, isFresh) : facts;
    }

    // If the call for candles failed, a missing price change is noted as a failed call, and no decision is based on it. If the account's
    // plan refuses candles or may refuse them, or the candles do not reach back far enough, the change is only unknown.
    public static CandidateFacts WithCandles(CandidateFacts facts, Reading<CandleSeries> reading, DateTimeOffset now) =>
        reading.Value is { } series ? Momentum.Fill(facts, series, now)
        : reading.Failure is { Kind: not SourceFailureKind.PlanRefused, MayBeOfPlan: false } failed && ScoreBound.LacksChange(facts)
            ? facts with { FailedCalls = [.. facts.FailedCalls, failed.Call] }
        : facts;

    public static CandidateFacts WithSwaps(CycleContext context, CandidateFacts facts, Reading<MarketFacts> reading) =>
        Noted(context, facts, reading.Failure) with { SwapsAsked = true, RoundTripShare = reading.Value?.RoundTripShare };

    private static CandidateFacts WithFigures(CandidateFacts facts, MarketFacts answer, DateTimeOffset asOf, bool isFresh)
    {
        var isListed = facts.ListPosition is not null;
        var listDecides = isListed && isFresh;
        return facts.WithFigures(answer) with
        {
            MarketAsOf = asOf,
            Symbol = !isListed && answer.Symbol.Length > 0 ? answer.Symbol : facts.Symbol,
            Name = !isListed && answer.Name.Length > 0 ? answer.Name : facts.Name,
            FdvUsd = isListed ? facts.FdvUsd : answer.FdvUsd,
            PriceUsd = listDecides ? facts.PriceUsd : answer.PriceUsd,
            LiquidityUsd = listDecides ? facts.LiquidityUsd : answer.LiquidityUsd,
            Volume24hUsd = listDecides ? facts.Volume24hUsd : answer.Volume24hUsd,
            Change24hPercent = listDecides ? facts.Change24hPercent : answer.Change24hPercent,
            InvalidFields = [.. facts.InvalidFields, .. answer.InvalidFields],
        };
    }

    // A call for a candidate's facts that the account's plan refuses leaves the values unknown and is not noted as failed: it would fail in
    // every cycle, through no fault of the token.
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
