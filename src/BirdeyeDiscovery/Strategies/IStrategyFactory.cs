namespace BirdeyeDiscovery.Strategies;

/// <summary>Makes the live instance of a token's strategy; the host's.</summary>
/// <typeparam name="T">The host's type of a strategy.</typeparam>
/// <remarks>
/// It must neither block nor wait: it runs while others wait for their instances. What it throws is reported and costs its token alone; it is asked again at the
/// next look into the store. An instance that can be disposed must be a new one each time.
/// </remarks>
public interface IStrategyFactory<out T>
    where T : class
{
    /// <summary>Makes an instance.</summary>
    /// <param name="strategy">Type, configuration and version of one moment.</param>
    /// <returns>The instance; it is disposed when it is replaced or its token is active no more, if it can be.</returns>
    T Create(TokenStrategy strategy);
}
