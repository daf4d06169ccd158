namespace BirdeyeDiscovery;

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
