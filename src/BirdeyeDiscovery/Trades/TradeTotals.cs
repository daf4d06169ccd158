namespace BirdeyeDiscovery.Analytics;

/// <summary>Represents the totals of closed trades, which are the counters of a token.</summary>
/// <param name="TradesCount">The number of trades.</param>
/// <param name="WinCount">The number of trades with a profit above zero.</param>
/// <param name="PnlUsd">The profit in USD, to the cent.</param>
public readonly record struct TradeTotals(int TradesCount, int WinCount, decimal PnlUsd)
{
    /// <summary>The largest total that a store keeps, in USD either way.</summary>
    public const decimal Limit = TradeCloseRules.PnlLimit - 0.01m;

    /// <summary>Adds a trade.</summary>
    /// <param name="pnlUsd">The profit of the trade in USD, to the cent.</param>
    /// <returns>The sum.</returns>
    public TradeTotals Add(decimal pnlUsd) => new(TradesCount + 1, WinCount + (pnlUsd > 0m ? 1 : 0), PnlUsd + pnlUsd);

    /// <summary>Adds other totals.</summary>
    /// <param name="other">The other totals.</param>
    /// <returns>The sum.</returns>
    public TradeTotals Add(TradeTotals other) => new(TradesCount + other.TradesCount, WinCount + other.WinCount, PnlUsd + other.PnlUsd);

    /// <summary>Adds a trade to the counters of a token.</summary>
    /// <param name="close">The trade as it will be stored.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="DiscoveryStoreException">
    /// The total would exceed its column. The trade is refused rather than stored without being counted.
    /// </exception>
    public TradeTotals Count(TradeClose close)
    {
        ArgumentNullException.ThrowIfNull(close);
        var sum = Add(close.PnlUsd);
        return Math.Abs(sum.PnlUsd) <= Limit
            ? sum
            : throw new DiscoveryStoreException(FormattableString.Invariant(
                $"The trade '{close.TradeId}' is not recorded: with {close.PnlUsd} USD the total of its token would be {sum.PnlUsd} USD, and totals up to {Limit} USD either way are kept."));
    }

    /// <summary>Limits the profit, so that a cycle that starts to track a token never fails because of its earlier trades.</summary>
    /// <returns>The totals as they are stored.</returns>
    public TradeTotals Held() => this with { PnlUsd = Math.Clamp(PnlUsd, -Limit, Limit) };
}
