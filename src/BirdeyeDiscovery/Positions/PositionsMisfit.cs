namespace BirdeyeDiscovery;

/// <summary>A table that has the name of the bot's table of positions, but whose open positions cannot be determined.</summary>
/// <param name="Table">The table.</param>
/// <param name="Reason">Why they cannot, and which keys of the configuration correct it.</param>
internal sealed record PositionsMisfit(PositionsTable Table, string Reason);
