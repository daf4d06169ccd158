namespace BirdeyeDiscovery.Caching;

/// <summary>
/// The fast, disposable view: cached answers of the API and the live state for bots. It may be lost at any moment without the loss of a
/// fact.
/// </summary>
/// <remarks>
/// Callers do not see a fault of the cache: a read is a miss, a write is dropped and reported. Only cancellation throws. A cache over a
/// network can bound how long a cycle waits for it: see <see cref="ICacheWaitLimit"/>.
/// </remarks>
public interface ICacheLayer : IAnswerCache, ILiveWriter, ILiveSource;
