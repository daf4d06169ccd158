namespace BirdeyeDiscovery.Strategies;

/// <summary>Makes factories.</summary>
public static class StrategyFactory
{
    /// <summary>Makes a factory that has one way to make an instance for each strategy type; another type is an error that names it.</summary>
    /// <typeparam name="T">The host's type of a strategy.</typeparam>
    /// <param name="byType">How an instance is made, by strategy type.</param>
    /// <returns>The factory.</returns>
    public static IStrategyFactory<T> ByType<T>(IReadOnlyDictionary<string, Func<TokenStrategy, T>> byType)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(byType);
        return new TypedFactory<T>(new Dictionary<string, Func<TokenStrategy, T>>(byType, StringComparer.Ordinal));
    }

    private sealed class TypedFactory<T>(Dictionary<string, Func<TokenStrategy, T>> byType) : IStrategyFactory<T>
        where T : class
    {
        public T Create(TokenStrategy strategy) => byType.TryGetValue(strategy.StrategyType, out var create)
            ? create(strategy)
            : throw new StrategyConfigException($"StrategyType is '{strategy.StrategyType}'; allowed is one of {string.Join(", ", byType.Keys.Order(StringComparer.Ordinal))}.");
    }
}
