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

    /// <summary>Gets the return in percent points of what was put in, or <see langword="null"/> when it is not known; kept in four decimals and at most 15 significant digits.</summary>
    public decimal? ReturnPct { get; init; }

    /// <summary>Gets when the position was opened, from 2000 to 2099.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Gets when the position was closed; its UTC day is the row of <c>strategy_performance</c> it counts in.</summary>
    public required DateTimeOffset ClosedAt { get; init; }

    /// <summary>Gets the trade as a store keeps and compares it.</summary>
    /// <remarks>
    /// The profit in cents and the return in four decimals, both half away from zero, the return with at most 15 significant digits; times in UTC, cut to the
    /// millisecond; the address in the form in which addresses are compared.
    /// </remarks>
    /// <returns>The trade in that form; a trade in it stays as it is.</returns>
    /// <exception cref="ArgumentException">A value is outside of what is allowed; the message names field, value and what is allowed.</exception>
    public TradeClose ToStored() => TradeCloseRules.Normalize(this);
}
