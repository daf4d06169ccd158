namespace BirdeyeDiscovery.Strategies;

/// <summary>Creates factories.</summary>
public static class StrategyFactory
{
    /// <summary>
    /// Creates a factory with one creation function for each strategy type; another type is an error that names the type.
    /// </summary>
    /// <typeparam name="T">The host's strategy type.</typeparam>
    /// <param name="byType">The creation functions, by strategy type.</param>
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
            : throw new StrategyConfigException(
                $"StrategyType is '{strategy.StrategyType}'; "
                + $"allowed is one of {string.Join(", ", byType.Keys.Order(StringComparer.Ordinal))}.");
    }
}
