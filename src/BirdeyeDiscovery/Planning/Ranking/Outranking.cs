namespace BirdeyeDiscovery;

/// <summary>
/// Turns the unread, outranked candidates of a staged cycle into rejections, and marks the ranks that they leave open. Pure.
/// </summary>
internal static class Outranking
{
    /// <summary>
    /// Rejects the unread candidates as outranked, after the scored ones got their ranks. Returns false if an unread candidate could change
    /// a decision; the cycle must then fail.
    /// </summary>
    public static bool Apply(CandidateTriage triage, DiscoveryOptions options)
    {
        if (triage.Unread.Count == 0)
        {
            return true;
        }

        var line = new EntryLine(options);
        foreach (var candidate in triage.Scored)
        {
            candidate.IsRankExact = !triage.Unread.Any(unread => unread.Best.IsBetterThan(candidate.Key));
            line.Add(candidate);
        }

        foreach (var unread in triage.Unread)
        {
            if (line.MayMatter(unread.Best))
            {
                return false;
            }

            var facts = unread.Facts;
            triage.Rejections.Add(
                new RejectionRecord(
                    facts.Address,
                    facts.Symbol,
                    RejectionStage.Market,
                    ReasonCodes.Outranked,
                    unread.Best.Total,
                    line.Beaten(unread.Best))
                {
                    PriceUsd = facts.PriceUsd,
                    LiquidityUsd = Figures.Usd(facts.LiquidityUsd),
                    BestSlotRank = line.BestSlotRank(unread.Best),
                });
        }

        return true;
    }
}
