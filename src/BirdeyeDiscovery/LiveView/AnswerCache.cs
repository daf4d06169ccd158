using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery;

/// <summary>
/// The in-process cache keeps answers of the API for their lifetime; callers that miss at the same time share one call to the source.
/// </summary>
internal sealed class AnswerCache(TimeProvider clock, long capacityBytes)
{
    private readonly Lock _gate = new();
    private readonly ExpiringMap<CachedAnswer> _answers = new(clock, capacityBytes);
    private readonly SingleFlight<(string Key, Type Type), object> _calls = new();

    public ValueTask<Reading<T>> GetOrReadAsync<T>(
        string key,
        TimeSpan lifetime,
        JsonTypeInfo<T> typeInfo,
        Func<CancellationToken, ValueTask<Reading<T>>> source,
        CancellationToken cancellationToken)
        where T : class =>
        GetOrFetchAsync(
            key,
            typeInfo,
            async token =>
            {
                var reading = await source(token).ConfigureAwait(false);
                return new Fetched<T>(reading, CachedAnswer.TryWrite(reading, typeInfo), lifetime);
            },
            cancellationToken);

    public async ValueTask<Reading<T>> GetOrFetchAsync<T>(
        string key, JsonTypeInfo<T> typeInfo, Func<CancellationToken, ValueTask<Fetched<T>>> fetch, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Find(key, typeInfo) is { } cached)
        {
            return cached;
        }

        var fetched = (Fetched<T>)await _calls.RunAsync(
            (key, typeof(T)),
            (Cache: this, key, typeInfo, fetch),
            static (asked, call) => asked.Cache.FetchAsync(asked.key, asked.typeInfo, asked.fetch, call),
            cancellationToken).ConfigureAwait(false);
        return fetched.Answer is { } answer && answer.TryRead(typeInfo, out var copy) ? copy : fetched.Reading;
    }

    private async ValueTask<object> FetchAsync<T>(
        string key,
        JsonTypeInfo<T> typeInfo,
        Func<CancellationToken, ValueTask<Fetched<T>>> fetch,
        SingleFlight<(string Key, Type Type), object>.Call call)
        where T : class
    {
        // Another call may have filled the in-process cache between the miss and the start of this one.
        if (Find(key, typeInfo) is { } cached)
        {
            return new Fetched<T>(cached, null, default);
        }

        var fetched = await fetch(call.Token).ConfigureAwait(false);
        if (fetched.Answer is { } answer && !call.IsAbandoned)
        {
            lock (_gate)
            {
                _answers.Set(key, answer, answer.Weight, fetched.Lifetime);
            }
        }

        return fetched;
    }

    private Reading<T>? Find<T>(string key, JsonTypeInfo<T> typeInfo)
        where T : class
    {
        CachedAnswer? answer;
        lock (_gate)
        {
            if (!_answers.TryGet(key, out answer))
            {
                return null;
            }
        }

        // In the in-process cache, an answer of another type counts as a miss, and the fetched one replaces it.
        return answer.TryRead(typeInfo, out var reading) ? reading : null;
    }
}
