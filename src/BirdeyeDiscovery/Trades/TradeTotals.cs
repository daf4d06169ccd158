namespace BirdeyeDiscovery.Analytics;

/// <summary>What closed trades add up to: the counters of a token.</summary>
/// <param name="TradesCount">The number of trades.</param>
/// <param name="WinCount">The number of trades with a profit above zero.</param>
/// <param name="PnlUsd">The profit in USD, to the cent.</param>
public readonly record struct TradeTotals(int TradesCount, int WinCount, decimal PnlUsd)
{
    /// <summary>The largest total that a store keeps, in USD either way.</summary>
    public const decimal Limit = TradeCloseRules.PnlLimit - 0.01m;

    /// <summary>Adds a trade.</summary>
    /// <param name="pnlUsd">Its profit in USD, to the cent.</param>
    /// <returns>The sum.</returns>
    public TradeTotals Add(decimal pnlUsd) => new(TradesCount + 1, WinCount + (pnlUsd > 0m ? 1 : 0), PnlUsd + pnlUsd);

    /// <summary>Adds other totals.</summary>
    /// <param name="other">The others.</param>
    /// <returns>The sum.</returns>
    public TradeTotals Add(TradeTotals other) => new(TradesCount + other.TradesCount, WinCount + other.WinCount, PnlUsd + other.PnlUsd);

    /// <summary>Adds a trade to the counters of a token.</summary>
    /// <param name="close">The trade as it is to be stored.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="DiscoveryStoreException">The total would leave its column; better no trade than one that is not counted.</exception>
    public TradeTotals Count(TradeClose close)
    {
        ArgumentNullException.ThrowIfNull(close);
        var sum = Add(close.PnlUsd);
        return Math.Abs(sum.PnlUsd) <= Limit
            ? sum
            : throw new DiscoveryStoreException(FormattableString.Invariant(
                $"The trade '{close.TradeId}' is not recorded: with {close.PnlUsd} USD the total of its token would be {sum.PnlUsd} USD, and totals up to {Limit} USD either way are kept."));
    }

    /// <summary>Holds the profit at the limit, so that a cycle which starts to track a token never fails for the trades it had before.</summary>
    /// <returns>The totals as they are stored.</returns>
    public TradeTotals Held() => this with { PnlUsd = Math.Clamp(PnlUsd, -Limit, Limit) };
}
