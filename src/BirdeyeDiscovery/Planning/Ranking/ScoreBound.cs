namespace BirdeyeDiscovery;

/// <summary>Computes the best rank key that a candidate can still get. Pure.</summary>
internal static class ScoreBound
{
    /// <summary>Gets the next part to read of a candidate that passed the gates, whose rank is not decided yet.</summary>
    public static MissingPart Next(CandidateFacts facts) =>
        !facts.MarketAsked ? MissingPart.Market
        : !facts.CandlesAsked && LacksChange(facts) ? MissingPart.Candles
        : !facts.SwapsAsked ? MissingPart.Swaps
        : MissingPart.None;

    public static bool LacksChange(CandidateFacts facts) =>
        facts.Change5mPercent is null || facts.Change1hPercent is null || facts.Change24hPercent is null;

    /// <summary>Gets the bound on the rank key of a candidate that is not active.</summary>
    public static RankKey Of(CandidateFacts facts, double? peakLiquidityUsd, DateTimeOffset now, IBoundedTokenScorer scorer)
    {
        var known = ScoreInputs.Of(facts, facts.Security, peakLiquidityUsd, now);
        var open = Open(in known, facts);
        return RankKey.Of(Figures.Score(AtMost(in open, scorer)), facts);
    }

    // The bound of a host's own scorer may violate its contract for one token. Instead of an invalid bound, 100 is used, which excludes no
    // rank: the token is read, and its score decides.
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
