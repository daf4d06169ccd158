namespace BirdeyeDiscovery.Strategies;

/// <summary>The policy unless the host brings one: the type and the configuration that the options name for the category.</summary>
/// <remarks>Where they name no configuration, a token that keeps its type keeps the one it had, and another starts without one.</remarks>
/// <param name="options">The options.</param>
public sealed class CategoryStrategyPolicy(StrategyOptions options) : IStrategyPolicy
{
    /// <inheritdoc/>
    public StrategyChoice Choose(StrategyFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var type = CategoryRules.StrategyFor(facts.Category, options);
        var configured = CategoryRules.ConfigFor(facts.Category, options);
        return new StrategyChoice(type, configured is not null ? configured : facts.Previous is { } previous && previous.StrategyType == type ? previous.StrategyConfig : null);
    }
}
