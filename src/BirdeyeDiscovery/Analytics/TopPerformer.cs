using System.Diagnostics;

namespace BirdeyeDiscovery.Analytics;

/// <summary>Represents a token that earned much.</summary>
[DebuggerDisplay("{Symbol,nq} {Address,nq}: {Trades.PnlUsd} USD")]
public sealed class TopPerformer
{
    /// <summary>Gets the mint address.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the symbol, which is only a label.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the current category of the token.</summary>
    public required TokenCategory Category { get; init; }

    /// <summary>Gets when the token was discovered, the last time if it was discovered more than once.</summary>
    public required DateTimeOffset DiscoveredAt { get; init; }

    /// <summary>
    /// Gets the totals of all its trades ever. The list is ordered by their profit. For a token that left and returned, they include trades
    /// before the requested time.
    /// </summary>
    public required TradeTotals Trades { get; init; }

    /// <summary>Gets wins divided by all trades, 0 to 1, rounded to two decimals.</summary>
    public decimal? WinRate => Ratio.Of(Trades.WinCount, Trades.TradesCount, decimals: 2);

    /// <summary>Gets the totals of its trades that were closed after the requested time.</summary>
    public required TradeTotals Since { get; init; }
}
