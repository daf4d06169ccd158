namespace BirdeyeDiscovery.Storage;

/// <summary>A token that open positions may refer to.</summary>
/// <param name="Token">The text in the positions.</param>
/// <param name="Address">The address of the token.</param>
/// <param name="How">How the text identifies the token.</param>
public sealed record PositionMatch(string Token, string Address, PositionToken How);
