namespace BirdeyeDiscovery;

/// <summary>Ranks scored candidates: by score, then liquidity, then address (ordinal). Only good data is ranked.</summary>
internal static class Ranking
{
    /// <summary>Sorts candidates in place, best first and those without a rank last, and sets both ranks.</summary>
    public static void Apply(List<ScoredCandidate> candidates)
    {
        candidates.Sort(Compare);
        var rank = 0;
        var slotRank = 0;
        foreach (var candidate in candidates)
        {
            if (!candidate.HasGoodData)
            {
                continue;
            }

            candidate.Rank = ++rank;
            candidate.SlotRank = candidate.IsPermanent ? null : ++slotRank;
        }
    }

    /// <summary>
    /// Gets the slot rank that a ranked candidate would have with another total, while the other candidates keep their totals.
    /// </summary>
    public static int SlotRankAt(IReadOnlyList<ScoredCandidate> ranked, ScoredCandidate candidate, decimal total)
    {
        var rank = 1;
        for (var index = 0; index < ranked.Count && ranked[index] is { HasGoodData: true } other && other.Total > total; index++)
        {
            rank += other.IsPermanent || ReferenceEquals(other, candidate) ? 0 : 1;
        }

        return rank;
    }

    private static int Compare(ScoredCandidate left, ScoredCandidate right)
    {
        if (left.HasGoodData != right.HasGoodData)
        {
            return left.HasGoodData ? -1 : 1;
        }

        return left.HasGoodData
            ? left.Key.CompareTo(right.Key)
            : string.CompareOrdinal(left.Facts.Address, right.Facts.Address);
    }
}

/// <summary>The key of a rank: by score, then liquidity, then address (ordinal). A better key comes first.</summary>
internal readonly record struct RankKey(decimal Total, decimal LiquidityUsd, string Address) : IComparable<RankKey>
{
    // Ranks are compared by the rounded figures, which are stored and shown: if two tokens look equal to a person, no hidden digit may
    // decide their order.
    public static RankKey Of(decimal total, CandidateFacts facts) => new(total, Figures.Usd(facts.LiquidityUsd) ?? 0, facts.Address);

    public bool IsBetterThan(in RankKey other) => CompareTo(other) < 0;

    public int CompareTo(RankKey other)
    {
        var order = other.Total.CompareTo(Total);
        if (order == 0)
        {
            order = other.LiquidityUsd.CompareTo(LiquidityUsd);
        }

        return order != 0 ? order : string.CompareOrdinal(Address, other.Address);
    }
}
