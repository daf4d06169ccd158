namespace BirdeyeDiscovery.Storage;

/// <summary>A token that open positions may mean.</summary>
/// <param name="Token">What the positions hold.</param>
/// <param name="Address">The address of the token.</param>
/// <param name="How">As what it names the token.</param>
public sealed record PositionMatch(string Token, string Address, PositionToken How);
