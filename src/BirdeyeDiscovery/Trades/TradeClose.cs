using System.Diagnostics;

namespace BirdeyeDiscovery;

/// <summary>Represents a closed trade.</summary>
[DebuggerDisplay("{TradeId,nq}: {TokenAddress,nq} {PnlUsd} USD")]
public sealed record TradeClose
{
    /// <summary>Gets the bot's own id of the trade, which ensures that it is stored once: 1 to 200 characters.</summary>
    public required string TradeId { get; init; }

    /// <summary>Gets the mint address of the traded token.</summary>
    public required string TokenAddress { get; init; }

    /// <summary>Gets the strategy that traded: 1 to 50 characters.</summary>
    public required string StrategyType { get; init; }

    /// <summary>
    /// Gets the profit or loss in USD, fees included, below ten trillion. It is rounded to cents (half away from zero) before anything is
    /// added.
    /// </summary>
    public required decimal PnlUsd { get; init; }

    /// <summary>
    /// Gets the return in percent points of the investment, or <see langword="null"/> when it is not known; stored with four decimals and
    /// at most 15 significant digits.
    /// </summary>
    public decimal? ReturnPct { get; init; }

    /// <summary>Gets when the position was opened, from 2000 to 2099.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Gets when the position was closed. The trade counts in the row of <c>strategy_performance</c> of that UTC day.</summary>
    public required DateTimeOffset ClosedAt { get; init; }

    /// <summary>Gets the trade in the form in which a store keeps and compares it.</summary>
    /// <remarks>
    /// The profit is in cents and the return has four decimals, both rounded half away from zero; the return has at most 15 significant
    /// digits. Times are in UTC, truncated to the millisecond. The address is in the form in which addresses are compared.
    /// </remarks>
    /// <returns>The trade in that form. A trade that is already in that form does not change.</returns>
    /// <exception cref="ArgumentException">
    /// A value is outside its allowed range; the message names the field, the value and the range.
    /// </exception>
    public TradeClose ToStored() => TradeCloseRules.Normalize(this);
}
