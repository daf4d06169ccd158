using BirdeyeDiscovery;

namespace DiscoveryHost;

/// <summary>Chooses the rows of a cycle that matter to a reader.</summary>
internal static class ScoreRows
{
    private const int NearestOutsiders = 5;

    /// <summary>
    /// Gets all tracked tokens, those that changed and the nearest others, and how many rows are left out. Scored tokens come in the order
    /// of the cycle, then tracked ones without a score. The nearest others are the best scored ones, and after them the outranked ones with
    /// the highest possible total.
    /// </summary>
    public static (IReadOnlyList<ScoreRow> Shown, int LeftOut) Choose(CycleResult result, bool all)
    {
        var paused = result.PausedTokens.ToDictionary(static token => token.Address, StringComparer.Ordinal);
        var tracked = result.ActiveTokens.Concat(result.PausedTokens).Select(static token => token.Address)
            .ToHashSet(StringComparer.Ordinal);
        var scored = result.Scores.Select(static score => score.TokenAddress).ToHashSet(StringComparer.Ordinal);
        var rejected = result.Rejections.ToLookup(static rejection => rejection.TokenAddress, StringComparer.Ordinal);
        var rows = result.Scores
            .Select(score => paused.TryGetValue(score.TokenAddress, out var token) ? ScoreRow.Paused(token, score) : ScoreRow.Of(score))
            .Concat(result.ActiveTokens
                .Where(token => !scored.Contains(token.Address))
                .Select(token => ScoreRow.Unscored(token, rejected[token.Address].FirstOrDefault())))
            .Concat(result.PausedTokens
                .Where(token => !scored.Contains(token.Address))
                .Select(static token => ScoreRow.Paused(token, score: null)))
            .Concat(result.Rejections
                .Where(rejection => rejection.ReasonCode == ReasonCodes.Outranked && !tracked.Contains(rejection.TokenAddress))
                .OrderByDescending(static rejection => rejection.Value ?? decimal.MaxValue)
                .Select(ScoreRow.Of))
            .ToList();
        if (all)
        {
            return (rows, 0);
        }

        var named = tracked.Concat(result.Events.Select(static change => change.TokenAddress)).ToHashSet(StringComparer.Ordinal);
        var outsiders = 0;
        List<ScoreRow> shown = [.. rows.Where(row => named.Contains(row.Address) || outsiders++ < NearestOutsiders)];
        return (shown, rows.Count - shown.Count);
    }
}
