namespace BirdeyeDiscovery;

/// <summary>The fast, disposable view: cached answers of the API and the live state for bots. It may vanish at any moment without losing a fact.</summary>
/// <remarks>
/// A fault of the cache is invisible to callers: a read misses, a write is dropped and reported. Only cancellation is thrown. A cache that other processes reach
/// over a network can bound how long a cycle waits for it: see <see cref="ICacheWaitLimit"/>.
/// </remarks>
public interface ICacheLayer : IAnswerCache, ILiveWriter, ILiveSource;
