namespace BirdeyeDiscovery.Storage;

/// <summary>Open positions that identify their token in the same way.</summary>
/// <param name="Token">The value of the token column, as text; <see langword="null"/> if it is empty.</param>
/// <param name="Count">The number of positions.</param>
public sealed record OpenPositionGroup(string? Token, long Count);
