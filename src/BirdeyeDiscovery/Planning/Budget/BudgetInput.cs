namespace BirdeyeDiscovery;

/// <summary>Everything that decides how far the work is stretched to keep the budget.</summary>
/// <param name="Budget">The units of the month.</param>
/// <param name="Spent">The units spent so far.</param>
/// <param name="Now">The present time.</param>
/// <param name="Month">The month.</param>
/// <param name="Level">The level so far.</param>
/// <param name="Costs">What cycles cost.</param>
/// <param name="Shape">What the options say.</param>
internal sealed record BudgetInput(
    long Budget, long Spent, DateTimeOffset Now, BudgetMonth Month, int Level, CycleCosts Costs, BudgetShape Shape);
