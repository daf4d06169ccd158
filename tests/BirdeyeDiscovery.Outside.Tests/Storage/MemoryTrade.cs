namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>Holds a closed trade.</summary>
/// <param name="Close">The trade.</param>
/// <param name="Category">The category of its token when it was counted, or <see langword="null"/> while no token counts it.</param>
/// <param name="StrategyVersion">The version of the strategy when it was opened, if the token had this strategy then.</param>
internal sealed record MemoryTrade(TradeClose Close, TokenCategory? Category, int? StrategyVersion);
