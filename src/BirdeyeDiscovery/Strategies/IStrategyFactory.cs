namespace BirdeyeDiscovery.Strategies;

/// <summary>Creates the live instance of a token's strategy. The host implements it.</summary>
/// <typeparam name="T">The host's strategy type.</typeparam>
/// <remarks>
/// It must neither block nor wait, because other tokens wait for their instances meanwhile. An exception is reported and affects its token
/// only; the factory is called again at the next read of the store. A disposable instance must be a new one each time.
/// </remarks>
public interface IStrategyFactory<out T>
    where T : class
{
    /// <summary>Creates an instance.</summary>
    /// <param name="strategy">The type, configuration and version, all of one moment.</param>
    /// <returns>The instance. If it is disposable, it is disposed when it is replaced or its token is no longer active.</returns>
    T Create(TokenStrategy strategy);
}
