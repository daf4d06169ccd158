namespace BirdeyeDiscovery;

/// <summary>Computes the best rank key that an unread or partly read candidate can still get. Pure.</summary>
internal static class ScoreBound
{
    /// <summary>
    /// Gets which facts of a candidate (market, candles or swaps) are read next to narrow the bounds of its rank, once it passed the gates.
    /// </summary>
    public static MissingPart Next(CandidateFacts facts) =>
        !facts.MarketAsked ? MissingPart.Market
        : !facts.CandlesAsked && LacksChange(facts) ? MissingPart.Candles
        : !facts.SwapsAsked ? MissingPart.Swaps
        : MissingPart.None;

    public static bool LacksChange(CandidateFacts facts) =>
        facts.Change5mPercent is null || facts.Change1hPercent is null || facts.Change24hPercent is null;

    /// <summary>Gets the best rank key that an unread candidate can still get when it is not active.</summary>
    public static RankKey Of(CandidateFacts facts, double? peakLiquidityUsd, DateTimeOffset now, IBoundedTokenScorer scorer)
    {
        var known = ScoreInputs.Of(facts, facts.Security, peakLiquidityUsd, now);
        var open = Open(in known, facts);
        return RankKey.Of(Figures.Score(AtMost(in open, scorer)), facts);
    }

    // A host's own scorer may give an invalid bound for one token. The rank key then has the total 100, which excludes no rank: the token
    // is read, and its score decides on the rank.
    private static double AtMost(in ScoreInputs open, IBoundedTokenScorer scorer)
    {
        try
        {
            return scorer.TotalAtMost(in open) is >= 0 and <= 100 and var most ? most : 100;
        }
        catch (Exception)
        {
            return 100;
        }
    }

    // In the bound on a rank key, a value that an answer left out stays unknown and counts as the worst value. Only a value of a part that
    // is not read yet can be any value.
    private static ScoreInputs Open(in ScoreInputs known, CandidateFacts facts)
    {
        var worst = MissingInputs.AtWorst(in known);
        if (!facts.MarketAsked)
        {
            return known with { Security = worst.Security, AgeHours = worst.AgeHours };
        }

        var changes = facts.CandlesAsked ? worst : known;
        return worst with
        {
            Change5mPercent = changes.Change5mPercent,
            Change1hPercent = changes.Change1hPercent,
            Change24hPercent = changes.Change24hPercent,
            RoundTripShare = facts.SwapsAsked ? worst.RoundTripShare : known.RoundTripShare,
        };
    }
}
