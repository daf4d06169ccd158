namespace BirdeyeDiscovery;

/// <summary>
/// Computes the daily row of trades from the stored closes. Both stores use it, so that a row that is kept up to date equals one that is
/// recomputed.
/// </summary>
internal static class DailyRollup
{
    public static StrategyPerformance Of(TokenCategory category, IReadOnlyCollection<TradeClose> closes)
    {
        var (totals, losses, drawdown) = (default(TradeTotals), 0, new Drawdown());
        var (all, gains, falls) = (new ReturnSums(), new ReturnSums(), new ReturnSums());
        decimal? maxGain = null, maxLoss = null;
        foreach (var close in closes.OrderBy(static close => close.ClosedAt).ThenBy(static close => close.TradeId, StringComparer.Ordinal))
        {
            totals = totals.Add(close.PnlUsd);
            losses += close.PnlUsd < 0m ? 1 : 0;
            if (close.ReturnPct is not { } known)
            {
                continue;
            }

            all.Add(known);
            drawdown.Add(known);
            if (close.PnlUsd > 0m)
            {
                gains.Add(known);
                maxGain = Math.Max(maxGain ?? known, known);
            }
            else if (close.PnlUsd < 0m)
            {
                falls.Add(known);
                maxLoss = Math.Min(maxLoss ?? known, known);
            }
        }

        var first = closes.First();
        return new StrategyPerformance
        {
            TokenAddress = first.TokenAddress,
            Category = category,
            StrategyType = first.StrategyType,
            WindowStart = DayOf(first.ClosedAt),
            TradesCount = totals.TradesCount,
            WinCount = totals.WinCount,
            LossCount = losses,
            WinRate = Ratio.Of(totals.WinCount, totals.TradesCount),
            AvgGainPct = gains.Mean(),
            AvgLossPct = falls.Mean(),
            MaxGainPct = maxGain,
            MaxLossPct = maxLoss,
            TotalPnlUsd = totals.Held().PnlUsd,
            SharpeRatio = all.Sharpe(),
            MaxDrawdownPct = drawdown.Percent,
        };
    }

    public static DateTimeOffset DayOf(DateTimeOffset closedAt) => new(closedAt.UtcDateTime.Date, TimeSpan.Zero);
}
