namespace BirdeyeDiscovery.Strategies;

/// <summary>The default policy: the type and the configuration that the options specify for the category.</summary>
/// <remarks>
/// If the options specify no configuration, a token that keeps its type keeps its configuration, and any other token starts without one.
/// </remarks>
/// <param name="options">The options.</param>
public sealed class CategoryStrategyPolicy(StrategyOptions options) : IStrategyPolicy
{
    /// <inheritdoc/>
    public StrategyChoice Choose(StrategyFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var type = CategoryRules.StrategyFor(facts.Category, options);
        var configured = CategoryRules.ConfigFor(facts.Category, options);
        return new StrategyChoice(
            type,
            configured is not null ? configured
                : facts.Previous is { } previous && previous.StrategyType == type ? previous.StrategyConfig
                : null);
    }
}
