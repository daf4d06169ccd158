namespace BirdeyeDiscovery;

/// <summary>The policy unless the host brings one: the type that the options name for the category. A token that keeps its type keeps its configuration, another starts without one.</summary>
/// <param name="options">The options.</param>
public sealed class CategoryStrategyPolicy(StrategyOptions options) : IStrategyPolicy
{
    /// <inheritdoc/>
    public StrategyChoice Choose(StrategyFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var type = CategoryRules.StrategyFor(facts.Category, options);
        return new StrategyChoice(type, facts.Previous is { } previous && previous.StrategyType == type ? previous.StrategyConfig : null);
    }
}
