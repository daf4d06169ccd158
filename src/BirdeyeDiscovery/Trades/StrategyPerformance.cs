using System.Diagnostics;

namespace BirdeyeDiscovery.Analytics;

/// <summary>
/// Represents a row of <c>strategy_performance</c>: the totals of the closes of one token, category and strategy on one UTC day.
/// </summary>
/// <remarks>
/// Every figure is a function of the closes alone; the page <c>docs/trades.md</c> has the definitions and their sources. Percent points and
/// ratios are rounded to four decimals, half away from zero, and have at most 15 significant digits. A close whose return is not known
/// counts in the trades and the profit, and in no figure that is computed from returns.
/// </remarks>
[DebuggerDisplay("{TokenAddress,nq} {StrategyType,nq} {WindowStart}: {TradesCount} trades")]
public sealed record StrategyPerformance
{
    /// <summary>Gets the mint address under which the trades were recorded.</summary>
    public required string TokenAddress { get; init; }

    /// <summary>Gets the category that the token had when the trades were recorded.</summary>
    public required TokenCategory Category { get; init; }

    /// <summary>Gets the strategy that traded.</summary>
    public required string StrategyType { get; init; }

    /// <summary>Gets the start of the UTC day in which the trades were closed.</summary>
    public required DateTimeOffset WindowStart { get; init; }

    /// <summary>Gets the end of that day, exclusive.</summary>
    public DateTimeOffset WindowEnd => WindowStart.AddDays(1);

    /// <summary>Gets the number of trades.</summary>
    public required int TradesCount { get; init; }

    /// <summary>Gets the number of trades with a profit above zero.</summary>
    public required int WinCount { get; init; }

    /// <summary>Gets the number of trades with a loss. A trade with a profit of zero is neither a win nor a loss.</summary>
    public required int LossCount { get; init; }

    /// <summary>Gets wins divided by trades, 0 to 1; <see langword="null"/> without trades.</summary>
    public decimal? WinRate { get; init; }

    /// <summary>Gets the mean return of the winning trades, in percent points.</summary>
    public decimal? AvgGainPct { get; init; }

    /// <summary>Gets the mean return of the losing trades, in percent points: a negative figure.</summary>
    public decimal? AvgLossPct { get; init; }

    /// <summary>Gets the largest return of the winning trades, in percent points.</summary>
    public decimal? MaxGainPct { get; init; }

    /// <summary>Gets the return of the worst of the losing trades, in percent points: a negative figure.</summary>
    public decimal? MaxLossPct { get; init; }

    /// <summary>Gets the profit of all trades in USD, to the cent; limited to ten trillion either way.</summary>
    public required decimal TotalPnlUsd { get; init; }

    /// <summary>
    /// Gets the Sharpe ratio of a trade: mean return divided by its sample standard deviation, risk-free rate zero, not annualized.
    /// </summary>
    /// <value><see langword="null"/> for fewer than two known returns and for returns that are all equal.</value>
    public decimal? SharpeRatio { get; init; }

    /// <summary>Gets the deepest fall of the compounded returns below their highest point of the day, in percent, 0 to 100.</summary>
    /// <value>The start of the day counts as a point; <see langword="null"/> when no return is known.</value>
    public decimal? MaxDrawdownPct { get; init; }

    /// <summary>Computes the row of a day from its closes.</summary>
    /// <param name="category">The category under which they were recorded.</param>
    /// <param name="closes">
    /// One or more closes as stored (<see cref="TradeClose.ToStored"/>), all of one token, one strategy and one UTC day, in any order.
    /// </param>
    /// <returns>The row.</returns>
    /// <exception cref="ArgumentException">There is no close, or the closes are not of one token, strategy and day.</exception>
    public static StrategyPerformance FromCloses(TokenCategory category, IEnumerable<TradeClose> closes)
    {
        ArgumentNullException.ThrowIfNull(closes);
        var day = closes.ToList();
        if (day.Count == 0)
        {
            throw new ArgumentException("The closes are empty; a daily row needs at least one.", nameof(closes));
        }

        if (day.Find(close => RowOf(close) != RowOf(day[0])) is { } other)
        {
            throw new ArgumentException(
                $"The closes are of {Shown(day[0])} and of {Shown(other)}; a daily row needs one token, one strategy and one UTC day.",
                nameof(closes));
        }

        return DailyRollup.Of(category, day);
    }

    private static (string Token, string Strategy, DateTimeOffset Day) RowOf(TradeClose close) =>
        (close.TokenAddress, close.StrategyType, DailyRollup.DayOf(close.ClosedAt));

    private static string Shown(TradeClose close) => FormattableString.Invariant(
        $"{RefusedText.Shown(close.TokenAddress)} ({RefusedText.Shown(close.StrategyType)}, {close.ClosedAt.UtcDateTime:yyyy-MM-dd})");
}
