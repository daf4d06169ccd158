namespace BirdeyeDiscovery.Analytics;

/// <summary>Represents a closed trade with the version of the strategy with which it was made; for writers of stores.</summary>
/// <param name="TokenAddress">The current address of the token.</param>
/// <param name="StrategyType">The strategy that traded.</param>
/// <param name="StrategyVersion">
/// The version that was in force when the trade was opened, or <see langword="null"/> when it is not known.
/// </param>
/// <param name="PnlUsd">The profit in USD.</param>
/// <param name="ReturnPct">The return in percent points, or <see langword="null"/> when it is not known.</param>
/// <param name="OpenedAt">When the position was opened.</param>
public readonly record struct TradeOfVersion(
    string TokenAddress, string StrategyType, int? StrategyVersion, decimal PnlUsd, decimal? ReturnPct, DateTimeOffset OpenedAt);
