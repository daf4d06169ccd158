namespace BirdeyeDiscovery;

/// <summary>A closed trade.</summary>
public sealed record TradeClose
{
    /// <summary>Gets the bot's own id of the trade, by which it is stored once: 1 to 200 characters.</summary>
    public required string TradeId { get; init; }

    /// <summary>Gets the mint address of the traded token.</summary>
    public required string TokenAddress { get; init; }

    /// <summary>Gets the strategy that traded: 1 to 50 characters.</summary>
    public required string StrategyType { get; init; }

    /// <summary>Gets the profit or loss in USD, fees included; rounded to cents (half away from zero) before anything is added, below ten trillion.</summary>
    public required decimal PnlUsd { get; init; }

    /// <summary>Gets the return in percent points of what was put in, or <see langword="null"/> when it is not known.</summary>
    public decimal? ReturnPct { get; init; }

    /// <summary>Gets when the position was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Gets when the position was closed; its UTC day is the row of <c>strategy_performance</c> it counts in.</summary>
    public required DateTimeOffset ClosedAt { get; init; }
}
