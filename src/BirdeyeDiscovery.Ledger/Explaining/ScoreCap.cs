namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents a cap of the total.</summary>
/// <param name="Component">The component that sets the cap.</param>
/// <param name="Limit">The highest total that the component allows.</param>
/// <param name="IsBinding">Whether this cap lowered the total.</param>
public sealed record ScoreCap(string Component, double Limit, bool IsBinding);
