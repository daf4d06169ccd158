using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery;

/// <summary>
/// Reads the market data of a cycle through the cache, and counts how often the cache has an answer. While no listener measures this, a
/// call goes straight to the cache.
/// </summary>
internal sealed class MeasuredAnswers(IAnswerCache cache, EngineTelemetry telemetry) : IAnswerCache
{
    public ValueTask<Reading<T>> GetOrReadAsync<T>(
        string key,
        TimeSpan lifetime,
        JsonTypeInfo<T> typeInfo,
        Func<CancellationToken, ValueTask<Reading<T>>> source,
        CancellationToken cancellationToken = default)
        where T : class => telemetry.MeasuresCache
            ? CountAsync(key, lifetime, typeInfo, source, cancellationToken)
            : cache.GetOrReadAsync(key, lifetime, typeInfo, source, cancellationToken);

    private async ValueTask<Reading<T>> CountAsync<T>(
        string key,
        TimeSpan lifetime,
        JsonTypeInfo<T> typeInfo,
        Func<CancellationToken, ValueTask<Reading<T>>> source,
        CancellationToken cancellationToken)
        where T : class
    {
        var isHit = true;
        var reading = await cache.GetOrReadAsync(
            key,
            lifetime,
            typeInfo,
            token =>
            {
                isHit = false;
                return source(token);
            },
            cancellationToken).ConfigureAwait(false);
        telemetry.CacheLooked(key, isHit);
        return reading;
    }
}
