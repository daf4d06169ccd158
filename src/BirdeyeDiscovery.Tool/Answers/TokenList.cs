namespace BirdeyeDiscovery.Tool;

/// <summary>Represents the tool's answer with the tracked tokens, now or at a moment.</summary>
/// <param name="AsOf">The moment.</param>
/// <param name="Cycle">The number of the last cycle up to it, or null.</param>
/// <param name="Tokens">The tokens: active ones first, best score first.</param>
internal sealed record TokenList(DateTimeOffset AsOf, long? Cycle, IReadOnlyList<TokenRow> Tokens)
{
    private const int TrendCycles = 24;

    /// <summary>Reads the tool's answer with the tokens that are tracked now.</summary>
    public static async Task<TokenList> ReadAsync(ToolHost host, bool withRemoved, CancellationToken cancellationToken)
    {
        var newest = await host.NewestAsync(cancellationToken);
        TokenStatus[] statuses = withRemoved
            ? [TokenStatus.Active, TokenStatus.Paused, TokenStatus.Removed]
            : [TokenStatus.Active, TokenStatus.Paused];
        var tokens = await host.Tokens.GetTokensAsync(statuses, cancellationToken);
        var rows = new List<TokenRow>();
        foreach (var token in tokens)
        {
            var score = await host.History.GetScoreAsOfAsync(token.Address, DateTimeOffset.MaxValue, cancellationToken);
            rows.Add(await WithTrendAsync(host, newest, score, new TokenRow
            {
                Address = token.Address,
                Symbol = token.Symbol,
                Status = token.Status,
                Since = await SinceAsync(host, token, cancellationToken) ?? token.DeactivatedAt,
                Reason = token.StatusReason,
                IsPermanent = token.IsPermanent,
                HeldBy = token.HeldBy,
                HoldReason = token.HoldReason,
                Category = token.Category,
                StrategyType = token.StrategyType,
            }, cancellationToken));
        }

        return new TokenList(newest.CycleTimestamp, newest.Id, Ordered(rows));
    }

    /// <summary>Reads the tool's answer with the tokens that were tracked at a moment.</summary>
    public static async Task<TokenList> ReadAsOfAsync(ToolHost host, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var cycle = await host.History.FindSnapshotAsOfAsync(moment, cancellationToken);
        if (cycle is null)
        {
            throw ToolException.NoCycles();
        }

        var rows = new List<TokenRow>();
        foreach (var token in await host.Get<IMembershipHistory>().GetTrackedAsOfAsync(moment, cancellationToken))
        {
            rows.Add(await WithTrendAsync(host, cycle, token.Score, new TokenRow
            {
                Address = token.Address,
                Symbol = token.Symbol,
                Status = token.Status,
                Since = token.Since,
                Reason = token.Reason,
            }, cancellationToken));
        }

        return new TokenList(moment, cycle.Id, Ordered(rows));
    }

    /// <summary>
    /// Gets for the tool's answer since when a token has its status, from the token's own events. The whole feed is needed only for a
    /// moment in the past, when other tokens were tracked.
    /// </summary>
    private static async Task<DateTimeOffset?> SinceAsync(ToolHost host, TrackedToken token, CancellationToken cancellationToken)
    {
        DateTimeOffset? since = null;
        foreach (var item in await host.History.GetEventHistoryAsync(
            token.Address, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, cancellationToken))
        {
            if (item.ToStatus is { } status && status != token.Status)
            {
                break;
            }

            since = item.ToStatus is null ? since : item.CreatedAt;
        }

        return since;
    }

    private static async Task<TokenRow> WithTrendAsync(
        ToolHost host, SnapshotRecord cycle, ScoreHistoryEntry? entry, TokenRow row, CancellationToken cancellationToken)
    {
        if (entry is null)
        {
            return row;
        }

        var window = TimeSpan.FromSeconds(cycle.DiscoveryFrequencySecs * (double)TrendCycles);
        var scores = await host.History.GetScoreHistoryAsync(
            row.Address, cycle.CycleTimestamp - window, cycle.CycleTimestamp.AddMilliseconds(1), cancellationToken);
        return row with
        {
            Rank = entry.Score.Rank,
            SlotRank = entry.Score.SlotRank,
            TotalScore = entry.Score.TotalScore,
            MomentumScore = entry.Score.MomentumScore,
            LiquidityScore = entry.Score.LiquidityScore,
            VolumeScore = entry.Score.VolumeScore,
            SafetyScore = entry.Score.SafetyScore,
            FlowScore = entry.Score.FlowScore,
            ScoredAt = entry.CycleTimestamp,
            Trend = [.. scores.Take(TrendCycles).Reverse().Select(static score => score.Score.TotalScore)],
        };
    }

    private static IReadOnlyList<TokenRow> Ordered(List<TokenRow> rows) =>
    [
        .. rows
            .OrderBy(static row => row.Status)
            .ThenByDescending(static row => row.TotalScore ?? decimal.MinValue)
            .ThenBy(static row => row.Address, StringComparer.Ordinal),
    ];
}
