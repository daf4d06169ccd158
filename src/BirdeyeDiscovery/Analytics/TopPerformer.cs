namespace BirdeyeDiscovery.Analytics;

/// <summary>A token that earned much.</summary>
public sealed record TopPerformer
{
    /// <summary>Gets the mint address.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the symbol, a label.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the category it has now.</summary>
    public required TokenCategory Category { get; init; }

    /// <summary>Gets when it was discovered, last time anew.</summary>
    public required DateTimeOffset DiscoveredAt { get; init; }

    /// <summary>Gets the number of all its trades ever.</summary>
    public required int TradesCount { get; init; }

    /// <summary>Gets how many of all its trades won.</summary>
    public required int WinCount { get; init; }

    /// <summary>Gets wins divided by trades, 0 to 1, rounded to two decimals.</summary>
    public decimal? WinRate => Ratio.Of(WinCount, TradesCount, decimals: 2);

    /// <summary>Gets the profit of all its trades ever in USD; the order of the list. Trades before the asked time are in it, of a token that left and returned.</summary>
    public required decimal TotalPnlUsd { get; init; }

    /// <summary>Gets the number of its trades closed after the asked time.</summary>
    public required int TradesSince { get; init; }

    /// <summary>Gets how many of the trades closed after the asked time won.</summary>
    public required int WinsSince { get; init; }

    /// <summary>Gets the profit in USD of the trades closed after the asked time.</summary>
    public required decimal PnlSinceUsd { get; init; }
}
