using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Analytics;

/// <summary>Represents a closed trade with the version of the strategy with which it was made; for writers of stores.</summary>
/// <param name="tokenAddress">The current address of the token.</param>
/// <param name="strategyType">The strategy that traded.</param>
/// <param name="strategyVersion">
/// The version that was in force when the trade was opened, or <see langword="null"/> when it is not known.
/// </param>
/// <param name="pnlUsd">The profit in USD.</param>
/// <param name="returnPct">The return in percent points, or <see langword="null"/> when it is not known.</param>
/// <param name="openedAt">When the position was opened.</param>
[DebuggerDisplay("{TokenAddress,nq} version {StrategyVersion}: {PnlUsd} USD")]
[method: JsonConstructor]
public readonly struct TradeOfVersion(
    string tokenAddress, string strategyType, int? strategyVersion, decimal pnlUsd, decimal? returnPct, DateTimeOffset openedAt)
{
    /// <summary>Gets the current address of the token.</summary>
    public string TokenAddress { get; } = tokenAddress;

    /// <summary>Gets the strategy that traded.</summary>
    public string StrategyType { get; } = strategyType;

    /// <summary>Gets the version that was in force when the trade was opened, or <see langword="null"/> when it is not known.</summary>
    public int? StrategyVersion { get; } = strategyVersion;

    /// <summary>Gets the profit in USD.</summary>
    public decimal PnlUsd { get; } = pnlUsd;

    /// <summary>Gets the return in percent points, or <see langword="null"/> when it is not known.</summary>
    public decimal? ReturnPct { get; } = returnPct;

    /// <summary>Gets when the position was opened.</summary>
    public DateTimeOffset OpenedAt { get; } = openedAt;

    /// <summary>Gets the trade in one line.</summary>
    /// <returns>The address and the strategy with, for example, <c>version 3: 12.5 USD</c>.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{TokenAddress} {StrategyType} version {StrategyVersion?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}: {PnlUsd} USD");
}
