namespace BirdeyeDiscovery.Analytics;

/// <summary>Represents what the tokens of a score tier earned.</summary>
/// <remarks>
/// The figures over score rows weight a token by how often it was scored, count it in every tier that it ever had, and include all its
/// trades each time. The figures over trades count each closed trade once, under the newest score that its token had when the trade was
/// opened.
/// </remarks>
public sealed class ScoreTierEffectiveness
{
    /// <summary>Gets the tier.</summary>
    public required ScoreTier Tier { get; init; }

    /// <summary>Gets the number of score rows of tokens that have trades.</summary>
    public required long ScoreRows { get; init; }

    /// <summary>Gets the number of different symbols among these rows. Two tokens with one symbol count as one.</summary>
    public required int Symbols { get; init; }

    /// <summary>Gets the total profit in USD of a row's token, averaged over score rows.</summary>
    public decimal? AvgPnlUsdOverRows { get; init; }

    /// <summary>Gets the win rate of a row's token, 0 to 1, averaged over score rows.</summary>
    public decimal? AvgWinRateOverRows { get; init; }

    /// <summary>Gets the number of different tokens with trades opened in this tier, by address.</summary>
    public required int Tokens { get; init; }

    /// <summary>Gets the totals of the trades opened in this tier.</summary>
    public required TradeTotals Trades { get; init; }

    /// <summary>Sums stored rows; for writers of stores.</summary>
    /// <param name="scored">The counters of each tier and token with trades, and how often the token was scored in that tier.</param>
    /// <param name="traded">The trades that were opened in each tier, by address.</param>
    /// <returns>One entry for each tier that has scores or trades, in the order of the tiers.</returns>
    public static IReadOnlyList<ScoreTierEffectiveness> From(
        IReadOnlyList<(ScoreTier Tier, string Symbol, long ScoreRows, TradeTotals Totals)> scored,
        IReadOnlyList<(ScoreTier Tier, TradeTotals Totals)> traded)
    {
        ArgumentNullException.ThrowIfNull(scored);
        ArgumentNullException.ThrowIfNull(traded);
        var rows = scored.ToLookup(static row => row.Tier);
        var trades = traded.ToLookup(static row => row.Tier, static row => row.Totals);
        return [.. Enum.GetValues<ScoreTier>()
            .Where(tier => rows.Contains(tier) || trades.Contains(tier))
            .Select(tier => Of(tier, [.. rows[tier]], [.. trades[tier]]))];
    }

    private static ScoreTierEffectiveness Of(
        ScoreTier tier, List<(ScoreTier Tier, string Symbol, long ScoreRows, TradeTotals Totals)> scored, List<TradeTotals> traded)
    {
        var rows = scored.Sum(static row => row.ScoreRows);
        var totals = traded.Aggregate(default(TradeTotals), static (sum, row) => sum.Add(row));
        return new ScoreTierEffectiveness
        {
            Tier = tier,
            ScoreRows = rows,
            Symbols = scored.Select(static row => row.Symbol).Distinct(StringComparer.Ordinal).Count(),
            AvgPnlUsdOverRows = Ratio.Of(scored.Sum(static row => row.ScoreRows * row.Totals.PnlUsd), rows),
            AvgWinRateOverRows = Ratio.Of(
                scored.Sum(static row => (decimal)row.ScoreRows * row.Totals.WinCount / row.Totals.TradesCount),
                rows),
            Tokens = traded.Count,
            Trades = totals,
        };
    }
}
