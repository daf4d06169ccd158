using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery;

/// <summary>Reads answers of the market source through the cache where some answers must not be cached.</summary>
internal static class CacheReading
{
    /// <summary>
    /// Gets a cached answer or reads it from the market source. The caller gets the answer as read; the cache, and callers that wait for
    /// the same answer, get the result of <paramref name="kept"/>.
    /// </summary>
    public static async ValueTask<Reading<T>> GetOrReadAsync<T>(
        this IAnswerCache cache,
        string key,
        TimeSpan lifetime,
        JsonTypeInfo<T> typeInfo,
        Func<CancellationToken, ValueTask<Reading<T>>> source,
        Func<Reading<T>, Reading<T>> kept,
        CancellationToken cancellationToken)
        where T : class
    {
        Reading<T>? partial = null;
        var reading = await cache.GetOrReadAsync(
            key,
            lifetime,
            typeInfo,
            async token =>
            {
                var answer = await source(token).ConfigureAwait(false);
                var keeping = kept(answer);
                partial = ReferenceEquals(keeping, answer) ? null : answer;
                return keeping;
            },
            cancellationToken).ConfigureAwait(false);
        return partial ?? reading;
    }
}
