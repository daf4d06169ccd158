using BirdeyeDiscovery;

namespace DiscoveryHost;

/// <summary>Chooses the rows of a cycle that matter to a reader.</summary>
internal static class ScoreRows
{
    private const int NearestOutsiders = 5;

    /// <summary>Gets the tracked tokens, those that changed and the best ranked others, in the order of the cycle.</summary>
    public static IReadOnlyList<ScoreRecord> Choose(CycleResult result, bool all)
    {
        if (all)
        {
            return result.Scores;
        }

        var named = result.ActiveTokens.Select(static token => token.Address)
            .Concat(result.Events.Select(static change => change.TokenAddress))
            .ToHashSet(StringComparer.Ordinal);
        var outsiders = 0;
        return [.. result.Scores.Where(score => named.Contains(score.TokenAddress) || outsiders++ < NearestOutsiders)];
    }
}
