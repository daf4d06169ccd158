namespace BirdeyeDiscovery;

/// <summary>
/// Collects the facts of a cycle's candidates in order of cost: the list, then security, then the market figures, the candles that replace
/// missing ones, and the swaps. Each step reads only the candidates that passed the gates so far. Each input has one authority.
/// </summary>
internal sealed class CandidateCollector(MarketReads market, CandleCollector candles)
{
    /// <summary>Gets the facts of every candidate: the tokens of the list in its order, then active tokens that are not on it.</summary>
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
        var facts = CandidateMerge.Of(context, list, listAsOf, isFresh);
        await market.SecurityAsync(
            context,
            CandidateGate.Open(context, facts, isFresh),
            index => facts[index].Address,
            (index, reading) => facts[index] = CandidateAnswers.WithSecurity(context, facts[index], reading),
            cancellationToken).ConfigureAwait(false);

        var parts = new CandidateParts(market, candles, context, facts, isFresh);
        if (isFresh && staging is not null)
        {
            await new StagedCollector(context, parts, staging(facts)).ReadAsync(cancellationToken).ConfigureAwait(false);
            return new CollectedCandidates(facts, IsStaged: true, [], parts);
        }

        // An audit of a staged cycle needs to know which facts were collected before each answer.
        var before = new List<CandidateFacts[]> { facts.ToArray() };
        foreach (var part in new[] { MissingPart.Market, MissingPart.Candles, MissingPart.Swaps })
        {
            int[] open = [.. CandidateGate.Open(context, facts, isFresh).Where(index => parts.IsNeeded(index, part))];
            await parts.ReadAsync(part, open, cancellationToken).ConfigureAwait(false);
            before.Add(facts.ToArray());
        }

        // With an old list a staged cycle would have collected the facts of all candidates too, so there is nothing to compare.
        return new CollectedCandidates(facts, IsStaged: false, isFresh ? before : []);
    }
}
