namespace BirdeyeDiscovery.Caching;

/// <summary>
/// The fast, disposable view: cached answers of the API and the live state for bots. It may be lost at any moment without the loss of a
/// fact.
/// </summary>
/// <remarks>
/// Callers do not see a fault of the cache: a read is a miss, a write is dropped and reported. Only cancellation throws.
/// </remarks>
public interface ICacheLayer : IAnswerCache, ILiveWriter, ILiveSource
{
    /// <summary>
    /// Begins a cycle of the engine. A cache over a network overrides it: the calls that are made on this flow until the end of the cycle
    /// share one limit. Without it, a cycle waits once for each of its calls to a cache that hangs.
    /// </summary>
    /// <returns>The cycle, which ends when it is disposed; <see langword="null"/> when the cache has no limit.</returns>
    IDisposable? BeginCycle() => null;
}
