namespace BirdeyeDiscovery;

/// <summary>Checks the values of scores and live views that were read from a shared cache.</summary>
internal static class PlausibleView
{
    private const int MaxRank = 1_000_000;

    // A live view is fresh for the duration of its cycle plus twice the cycle or its interval, whichever is longer. Both take a day at
    // most, so a leader never publishes a lifetime of more than seven days.
    private const double MaxFreshSeconds = 7 * 86_400;

    public static bool Is(TokenScoreView score) =>
        TokenAddress.IsValid(score.Address)
        && score is { Symbol: not null, Category: not null, Action: not null, ActionReason: not null }
        && Plausible.IsTime(score.Timestamp)
        && IsScore(score.TotalScore) && IsScore(score.MomentumScore) && IsScore(score.LiquidityScore)
        && IsScore(score.VolumeScore) && IsScore(score.SafetyScore) && IsScore(score.FlowScore)
        && score.Coverage is >= 0 and <= 1
        && IsRank(score.Rank) && IsRank(score.SlotRank)
        && Plausible.IsAmount((double?)score.LiquidityUsd) && Plausible.IsAmount((double?)score.Volume24hUsd)
        && Plausible.IsChange((double?)score.PriceChange5m) && Plausible.IsChange((double?)score.PriceChange1h)
        && Plausible.IsChange((double?)score.PriceChange24h);

    /// <summary>Gets whether a live view from a shared cache is complete and contains only plausible values.</summary>
    public static bool Is(LiveView view) =>
        view is { ActiveTokens: not null, Scores: not null, CandidateCount: >= 0 and <= MaxRank }
        && Plausible.IsTime(view.CycleTimestamp)
        && view.FreshSeconds is null or (>= 0 and <= MaxFreshSeconds)
        && view.ActiveTokens.All(TokenAddress.IsValid)
        && view.Scores.All(static score => score is { Version: TokenScoreView.CurrentVersion } && Is(score));

    private static bool IsScore(decimal? value) => value is null or (>= 0 and <= 100);

    private static bool IsRank(int? value) => value is null or (>= 1 and <= MaxRank);
}
