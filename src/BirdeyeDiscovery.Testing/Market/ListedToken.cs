namespace BirdeyeDiscovery.Testing;

/// <summary>A row of the generated trending list at one tick.</summary>
internal readonly record struct ListedToken(MarketToken Token, int Rank, double Volume24h, double Liquidity);
