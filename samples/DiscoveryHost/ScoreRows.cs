using BirdeyeDiscovery;

namespace DiscoveryHost;

/// <summary>Chooses the rows of a cycle that matter to a reader.</summary>
internal static class ScoreRows
{
    private const int NearestOutsiders = 5;

    /// <summary>
    /// Gets the tracked tokens, those that changed and the nearest others, in the order of the cycle, and how many rows are left out. The
    /// nearest others are the best scored ones, and after them the outranked ones with the highest possible total.
    /// </summary>
    public static (IReadOnlyList<ScoreRow> Shown, int LeftOut) Choose(CycleResult result, bool all)
    {
        var rows = result.Scores.Select(ScoreRow.Of)
            .Concat(result.Rejections
                .Where(static rejection => rejection.ReasonCode == ReasonCodes.Outranked)
                .OrderByDescending(static rejection => rejection.Value ?? decimal.MaxValue)
                .Select(ScoreRow.Of))
            .ToList();
        if (all)
        {
            return (rows, 0);
        }

        var named = result.ActiveTokens.Select(static token => token.Address)
            .Concat(result.Events.Select(static change => change.TokenAddress))
            .ToHashSet(StringComparer.Ordinal);
        var outsiders = 0;
        List<ScoreRow> shown = [.. rows.Where(row => named.Contains(row.Address) || outsiders++ < NearestOutsiders)];
        return (shown, rows.Count - shown.Count);
    }
}
