namespace BirdeyeDiscovery;

/// <summary>
/// Collects the facts of a cycle's candidates in order of cost: the list, then security, then the market figures, the candles that replace
/// missing ones, and the swaps. Each step reads only the candidates that passed the gates so far. Each input has one authority.
/// </summary>
internal sealed class CandidateCollector(MarketReads market, CandleCollector candles)
{
    /// <summary>
    /// Collects the facts of every candidate: the tokens of the list in its order, then active tokens that are not on it.
    /// </summary>
    /// <param name="context">The cycle.</param>
    /// <param name="list">The list.</param>
    /// <param name="listAsOf">The time of the list.</param>
    /// <param name="staging">Chooses what is read, for a cycle that does not read all candidates.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async ValueTask<CollectedCandidates> CollectAsync(
        CycleContext context,
        MarketList list,
        DateTimeOffset listAsOf,
        Func<CandidateFacts[], StagedReads>? staging,
        CancellationToken cancellationToken)
    {
        var isFresh = list.IsFresh(context.CycleTimestamp);
        var facts = Candidates(context, list, listAsOf, isFresh);
        await market.SecurityAsync(
            context,
            Open(context, facts, isFresh),
            index => facts[index].Address,
            (index, reading) => facts[index] = CandidateAnswers.WithSecurity(context, facts[index], reading),
            cancellationToken).ConfigureAwait(false);

        var parts = new CandidateParts(market, candles, context, facts, isFresh);
        if (isFresh && staging is not null)
        {
            await new StagedCollector(context, parts, staging(facts)).ReadAsync(cancellationToken).ConfigureAwait(false);
            return new CollectedCandidates(facts, IsStaged: true, [], parts);
        }

        // For an audit of a staged cycle, the collector keeps a copy of the facts from before each part that it reads.
        var before = new List<CandidateFacts[]> { facts.ToArray() };
        foreach (var part in new[] { MissingPart.Market, MissingPart.Candles, MissingPart.Swaps })
        {
            int[] open = [.. Open(context, facts, isFresh).Where(index => parts.IsNeeded(index, part))];
            await parts.ReadAsync(part, open, cancellationToken).ConfigureAwait(false);
            before.Add(facts.ToArray());
        }

        // With an old list, the collector reads all candidates in a staged cycle too, so an audit has nothing to compare.
        return new CollectedCandidates(facts, IsStaged: false, isFresh ? before : []);
    }

    private static CandidateFacts[] Candidates(CycleContext context, MarketList list, DateTimeOffset asOf, bool isFresh)
    {
        var listed = list.Tokens.Select(static row => row.Address).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. list.Tokens.Select((row, index) => CandidateAnswers.Listed(row, index + 1, asOf, isFresh)),
            .. context.Tokens.Values
                .Where(token => token.Status == TokenStatus.Active && !listed.Contains(token.Address))
                .OrderBy(static token => token.Id)
                .Select(static token => new CandidateFacts { Address = token.Address, Symbol = token.Symbol, Name = token.Name ?? "" }),
        ];
    }

    // Lists the candidates for which the collector makes more calls: no known fact rejects them, and more facts are useful.
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

        // Only a fresh list gives liquidity and volume. A new token without these figures cannot enter, so the collector makes no more
        // calls for it.
        var lacksFigures = isFresh && facts.ListPosition is not null && (facts.LiquidityUsd is null || facts.Volume24hUsd is null);
        var lacksSecurity = facts.SecurityAsked && facts.Security is null;
        return context.IsTracked(facts.Address) || (!lacksFigures && !lacksSecurity);
    }
}
