namespace BirdeyeDiscovery;

/// <summary>A table that has the name of that of the positions, and whose open positions cannot be told.</summary>
/// <param name="Table">The table.</param>
/// <param name="Reason">Why they cannot, and which keys of the configuration correct it.</param>
internal sealed record PositionsMisfit(PositionsTable Table, string Reason);
