namespace BirdeyeDiscovery;

/// <summary>What the market source answered after a miss in the cache: the reading, and the answer to keep.</summary>
/// <param name="Reading">The reading.</param>
/// <param name="Answer">The same answer for the cache, or null when it is not cached.</param>
/// <param name="Lifetime">How long the answer is cached.</param>
internal readonly record struct Fetched<T>(Reading<T> Reading, CachedAnswer? Answer, TimeSpan Lifetime)
    where T : class;
