using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery.Caching;

/// <summary>Stores answers of the market source for a time, so that they are not requested again.</summary>
public interface IAnswerCache
{
    /// <summary>Gets a cached answer, or calls its source once, however many callers miss at the same time.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="key">The key from <see cref="CacheKeys"/>, without prefix.</param>
    /// <param name="lifetime">How long an answer lives.</param>
    /// <param name="typeInfo">How the answer is written as JSON.</param>
    /// <param name="source">The source. Only a reading with a value is cached, so a failure or "unknown" is requested again.</param>
    /// <param name="cancellationToken">
    /// Cancels this caller's wait; the call to the source continues while another caller waits for it.
    /// </param>
    /// <returns>The reading, with the time at which its source answered.</returns>
    ValueTask<Reading<T>> GetOrReadAsync<T>(
        string key,
        TimeSpan lifetime,
        JsonTypeInfo<T> typeInfo,
        Func<CancellationToken, ValueTask<Reading<T>>> source,
        CancellationToken cancellationToken = default)
        where T : class;
}
