namespace BirdeyeDiscovery;

/// <summary>What a miss brought.</summary>
/// <param name="Reading">The reading.</param>
/// <param name="Answer">The same to keep, or null when it is not kept.</param>
/// <param name="Lifetime">How long it is kept.</param>
internal readonly record struct Fetched<T>(Reading<T> Reading, CachedAnswer? Answer, TimeSpan Lifetime)
    where T : class;
