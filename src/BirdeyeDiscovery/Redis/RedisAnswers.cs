using System.Text.Json.Serialization.Metadata;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>Caches answers of the API in two levels: the memory of this process, then Redis, which other hosts share.</summary>
internal sealed class RedisAnswers(RedisConnection redis, TimeProvider clock)
{
    private const long LocalBytes = 64L * 1024 * 1024;
    private const string ReadPurpose = "read an answer";

    // From this lifetime on, one host fetches an answer, and the others wait to read it from Redis. Each host fetches a shorter-lived
    // answer itself in each cycle.
    private static readonly TimeSpan SharedFrom = TimeSpan.FromMinutes(10);

    private readonly AnswerCache _local = new(clock, LocalBytes);
    private readonly SharedFetch _shared = new(redis);
    private readonly UnsentAnswers _unsent = new(redis, clock);

    public ValueTask<Reading<T>> GetOrReadAsync<T>(
        string key,
        TimeSpan lifetime,
        JsonTypeInfo<T> typeInfo,
        Func<CancellationToken, ValueTask<Reading<T>>> source,
        CancellationToken cancellationToken)
        where T : class =>
        _local.GetOrFetchAsync(
            key,
            typeInfo,
            token => FetchAsync(new Question<T>(key, lifetime, typeInfo, source), token),
            cancellationToken);

    /// <summary>Starts to write the answers that Redis did not accept when they were read from the API.</summary>
    public void WriteUnsent() => _unsent.Write();

    private async ValueTask<Fetched<T>> FetchAsync<T>(Question<T> question, CancellationToken cancellationToken)
        where T : class
    {
        if (await ReadAsync(question, cancellationToken).ConfigureAwait(false) is { } kept)
        {
            return kept;
        }

        return question.Lifetime < SharedFrom || redis.IsOpen
            ? await AskAsync(question, cancellationToken).ConfigureAwait(false)
            : await _shared.OnceAsync(
                question.Key,
                token => ReadAsync(question, token),
                token => AskAsync(question, token),
                cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Fetched<T>> AskAsync<T>(Question<T> question, CancellationToken cancellationToken)
        where T : class
    {
        var reading = await question.Source(cancellationToken).ConfigureAwait(false);
        var answer = CachedAnswer.TryWrite(reading, question.TypeInfo);
        if (answer is not null && RedisEnvelope.TryWrite(answer) is { } envelope)
        {
            var key = redis.Key(question.Key);
            var kept = await redis.TrySpareAsync(
                "keep an answer",
                database => database.StringSetAsync(key, envelope, question.Lifetime),
                cancellationToken).ConfigureAwait(false);
            if (!kept.IsGiven)
            {
                _unsent.Add(question.Key, answer, question.Lifetime);
                _unsent.Write();
            }
        }

        return new(reading, answer, question.Lifetime);
    }

    private async ValueTask<Fetched<T>?> ReadAsync<T>(Question<T> question, CancellationToken cancellationToken)
        where T : class
    {
        var key = redis.Key(question.Key);
        var answer = await redis.TrySpareAsync(ReadPurpose, database => LookAsync(database, key), cancellationToken).ConfigureAwait(false);
        if (!answer.TryGet(out var found) || found is { IsReadable: true, Text.IsNullOrEmpty: true })
        {
            return null;
        }

        if (found is { IsReadable: true, Left: { } left }
            && left > TimeSpan.Zero
            && RedisEnvelope.TryRead<T>(((ReadOnlyMemory<byte>)found.Text).Span, out var kept)
            && kept.TryRead(question.TypeInfo, out var reading)
            && IsPlausible(reading))
        {
            return new(reading, kept, left < question.Lifetime ? left : question.Lifetime);
        }

        redis.ReportUnreadable(Family(question.Key));
        await redis.TrySpareAsync("delete an entry", database => database.KeyDeleteAsync(key), cancellationToken).ConfigureAwait(false);
        return null;
    }

    // Reads one byte more than allowed from Redis, which detects an oversized entry without reading all of it.
    private static async Task<(bool IsReadable, RedisValue Text, TimeSpan? Left)> LookAsync(IDatabase database, RedisKey key)
    {
        var text = database.StringGetRangeAsync(key, 0, RedisEnvelope.MaxLength);
        var left = database.KeyTimeToLiveAsync(key);
        try
        {
            await Task.WhenAll(text, left).ConfigureAwait(false);
            return (true, await text.ConfigureAwait(false), await left.ConfigureAwait(false));
        }
        catch (RedisServerException refused) when (RedisFaults.IsWrongType(refused))
        {
            return (false, RedisValue.Null, null);
        }
    }

    // An envelope in Redis with a correct length and hash can still hold values that the reader of the API would reject.
    private bool IsPlausible<T>(Reading<T> reading)
        where T : class =>
        clock.GetUtcNow() is var now
        && Plausible.IsTime(reading.AsOf, now)
        && (reading.Value is not ICheckedAnswer answer || answer.IsPlausible(now));

    private static string Family(string key) => string.Join(':', key.Split(':').Take(2));

    private sealed record Question<T>(
        string Key,
        TimeSpan Lifetime,
        JsonTypeInfo<T> TypeInfo,
        Func<CancellationToken, ValueTask<Reading<T>>> Source)
        where T : class;
}
