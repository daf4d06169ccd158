using System.Globalization;
using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Analytics;

/// <summary>Represents the totals of closed trades, which are the counters of a token.</summary>
public readonly record struct TradeTotals
{
    /// <summary>The largest profit or loss of trades in total that a store keeps, in USD.</summary>
    internal const decimal Limit = TradeCloseRules.PnlLimit - 0.01m;

    /// <summary>Initializes a new instance of the <see cref="TradeTotals"/> struct.</summary>
    /// <param name="tradesCount">The number of trades.</param>
    /// <param name="winCount">The number of trades with a profit above zero.</param>
    /// <param name="pnlUsd">The profit in USD, to the cent.</param>
    [JsonConstructor]
    public TradeTotals(int tradesCount, int winCount, decimal pnlUsd)
    {
        TradesCount = tradesCount;
        WinCount = winCount;
        PnlUsd = pnlUsd;
    }

    /// <summary>Gets the number of trades.</summary>
    public int TradesCount { get; }

    /// <summary>Gets the number of trades with a profit above zero.</summary>
    public int WinCount { get; }

    /// <summary>Gets the profit in USD, to the cent.</summary>
    public decimal PnlUsd { get; }

    /// <summary>Gets wins divided by trades, 0 to 1; <see langword="null"/> without trades.</summary>
    public decimal? WinRate => Ratio.Of(WinCount, TradesCount);

    /// <summary>Gets the average profit of a trade in USD; <see langword="null"/> without trades.</summary>
    public decimal? AvgPnlUsd => Ratio.Of(PnlUsd, TradesCount);

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
            : throw new DiscoveryStoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"The trade '{close.TradeId}' is not recorded: with {close.PnlUsd} USD the total of its token would be {sum.PnlUsd} USD, "
                + $"and totals up to {Limit} USD either way are kept."));
    }

    /// <summary>Limits the profit, so that a cycle that starts to track a token never fails because of its earlier trades.</summary>
    /// <returns>The totals as they are stored.</returns>
    public TradeTotals Held() => new(TradesCount, WinCount, Math.Clamp(PnlUsd, -Limit, Limit));
}
