namespace BirdeyeDiscovery;

/// <summary>The options that decide how fast cycles spend the budget.</summary>
/// <param name="Interval">The configured interval.</param>
/// <param name="MaxFactor">The most intervals between two cycles.</param>
/// <param name="AuditEvery">How often a cycle is an audit; 0 is never.</param>
/// <param name="TrendingLimit">The configured length of the list.</param>
/// <param name="FirstCost">The price of the first request of a cycle; with less left, nothing can be done.</param>
internal sealed record BudgetShape(TimeSpan Interval, int MaxFactor, int AuditEvery, int TrendingLimit, int FirstCost);
