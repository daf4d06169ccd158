namespace BirdeyeDiscovery;

/// <summary>Collects the parts of the candidates' facts that follow security.</summary>
internal sealed class CandidateParts(
    MarketReads market, CandleCollector candles, CycleContext context, CandidateFacts[] facts, bool isFresh)
{
    private readonly MarketSourceInfo _source = market.Describe(context.Options);

    /// <summary>
    /// Gets how many calls to the market source run at once: no more than the account's limits let through. A further call would only wait
    /// for them, and an answer in the meantime may make it unnecessary.
    /// </summary>
    public int CallsAtOnce => Math.Clamp(_source.CallsAtOnce ?? int.MaxValue, 1, context.Options.Birdeye.MaxConcurrency);

    /// <summary>Gets how many candidates one call to the market source for a part may contain.</summary>
    public int PerCall(MissingPart part) => part switch
    {
        MissingPart.Market => _source.FactsPerCall,
        MissingPart.Swaps => Math.Max(1, _source.SwapsPerCall),
        _ => 1,
    };

    /// <summary>
    /// Gets whether a part of a candidate's facts is still to be collected. Whether it can change a decision is not checked here.
    /// </summary>
    public bool IsNeeded(int index, MissingPart part) => part switch
    {
        MissingPart.Candles => ScoreBound.LacksChange(facts[index]) || context.Options.Discovery.CandlesFor == CandleScope.All,
        MissingPart.Swaps => !facts[index].SwapsAsked,
        _ => true,
    };

    /// <summary>Collects one part of the facts of some candidates.</summary>
    public ValueTask ReadAsync(MissingPart part, IReadOnlyList<int> indexes, CancellationToken cancellationToken) => part switch
    {
        MissingPart.Market => market.FactsAsync(
            context,
            indexes,
            index => new FactsRequest { Address = facts[index].Address, IsListed = facts[index].ListPosition is not null && isFresh },
            (index, reading) => facts[index] = CandidateAnswers.WithMarket(
                context, facts[index], reading, isFresh, hasSwaps: _source.SwapsPerCall == 0),
            cancellationToken),
        MissingPart.Swaps => market.SwapsAsync(
            context,
            indexes,
            index => facts[index].Address,
            (index, reading) => facts[index] = CandidateAnswers.WithSwaps(context, facts[index], reading),
            cancellationToken),
        _ => CandlesAsync(indexes, cancellationToken),
    };

    private async ValueTask CandlesAsync(IReadOnlyList<int> indexes, CancellationToken cancellationToken)
    {
        // The collector of candles needs a history of one day for a one-day window, for an incumbent as for a new candidate.
        string[] lacking = [.. indexes.Where(index => ScoreBound.LacksChange(facts[index])).Select(index => facts[index].Address)];
        await candles.ReadAsync(context, lacking, wholeDay: true, cancellationToken).ConfigureAwait(false);
        string[] all = [.. indexes.Select(index => facts[index].Address)];
        await candles.ReadAsync(context, all, wholeDay: false, cancellationToken).ConfigureAwait(false);
        foreach (var index in indexes)
        {
            facts[index] = facts[index] with { CandlesAsked = true };
            if (context.Candles.TryGetValue(facts[index].Address, out var reading))
            {
                var whole = await WithKnownAsync(facts[index].Address, reading, cancellationToken).ConfigureAwait(false);
                facts[index] = CandidateAnswers.WithCandles(facts[index], whole, context.CycleTimestamp);
            }
        }
    }

    // The collector may read only the newest candles of a candidate. The cache supplies the earlier ones, because a price change may begin
    // among them.
    private async ValueTask<Reading<CandleSeries>> WithKnownAsync(
        string address, Reading<CandleSeries> reading, CancellationToken cancellationToken)
    {
        if (reading.Value is not { From: not null })
        {
            return reading;
        }

        var known = await context.KnownCandles!.FiveMinutesAsync(address, cancellationToken).ConfigureAwait(false);
        const CandleInterval Interval = CandleInterval.FiveMinutes;
        return reading.Select(series => series.With(CandleMerge.Merge(known, series.Candles, Interval, CandleSpans.Count(Interval))));
    }
}
