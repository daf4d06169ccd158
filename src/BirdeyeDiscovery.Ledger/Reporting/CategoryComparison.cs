namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents the strategies of one category side by side.</summary>
/// <param name="category">The category.</param>
/// <param name="strategies">The strategies, by name.</param>
public sealed class CategoryComparison(TokenCategory category, IReadOnlyList<StrategyComparison> strategies)
{
    /// <summary>Gets the category.</summary>
    public TokenCategory Category { get; } = category;

    /// <summary>Gets the strategies, by name.</summary>
    public IReadOnlyList<StrategyComparison> Strategies { get; } = strategies;
}
