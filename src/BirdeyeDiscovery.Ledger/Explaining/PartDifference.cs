namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents a component in which two tokens differ.</summary>
/// <param name="Name">The name of the component.</param>
/// <param name="First">What it contributed to the first token: weighted points, or plain points for a host's own scorer.</param>
/// <param name="Second">What it contributed to the second token.</param>
public sealed record PartDifference(string Name, double First, double Second);
