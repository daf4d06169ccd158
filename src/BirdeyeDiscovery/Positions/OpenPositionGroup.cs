namespace BirdeyeDiscovery.Storage;

/// <summary>Open positions that name their token in the same way.</summary>
/// <param name="Token">What the column of the token holds, as text; <see langword="null"/> where it holds nothing.</param>
/// <param name="Count">How many there are.</param>
public sealed record OpenPositionGroup(string? Token, long Count);
