namespace BirdeyeDiscovery.Analytics;

/// <summary>Represents a token that earned much.</summary>
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

    /// <summary>Gets the number of all its trades ever.</summary>
    public required int TradesCount { get; init; }

    /// <summary>Gets the number of all its trades that won.</summary>
    public required int WinCount { get; init; }

    /// <summary>Gets wins divided by trades, 0 to 1, rounded to two decimals.</summary>
    public decimal? WinRate => Ratio.Of(WinCount, TradesCount, decimals: 2);

    /// <summary>
    /// Gets the profit of all its trades in USD. The list is ordered by it. For a token that left and returned, it includes trades before
    /// the requested time.
    /// </summary>
    public required decimal TotalPnlUsd { get; init; }

    /// <summary>Gets the number of its trades that were closed after the requested time.</summary>
    public required int TradesSince { get; init; }

    /// <summary>Gets the number of the trades closed after the requested time that won.</summary>
    public required int WinsSince { get; init; }

    /// <summary>Gets the profit in USD of the trades that were closed after the requested time.</summary>
    public required decimal PnlSinceUsd { get; init; }
}
