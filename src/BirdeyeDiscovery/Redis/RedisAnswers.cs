using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>Answers of the API in two levels: this process' memory, then Redis, where other hosts find them.</summary>
internal sealed class RedisAnswers(RedisConnection redis, TimeProvider clock, ILogger logger)
{
    private const long LocalBytes = 64L * 1024 * 1024;
    private const string ReadPurpose = "read an answer";

    // Answers that live long are worth a wait for another host that asks just now; the others are read fresh by each in each cycle.
    private static readonly TimeSpan SharedFrom = TimeSpan.FromMinutes(10);

    private readonly AnswerCache _local = new(clock, LocalBytes);
    private readonly SharedFetch _shared = new(redis);
    private readonly WarningThrottle<string> _throttle = new(clock);

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
            (Answers: this, Question: new Question<T>(key, lifetime, typeInfo, source)),
            static (asked, token) => asked.Answers.FetchAsync(asked.Question, token),
            cancellationToken);

    private async ValueTask<Fetched<T>> FetchAsync<T>(Question<T> question, CancellationToken cancellationToken)
        where T : class
    {
        if (await ReadAsync(question, cancellationToken).ConfigureAwait(false) is { } kept)
        {
            return kept;
        }

        return question.Lifetime < SharedFrom || redis.IsOpen
            ? await AskAsync(question, cancellationToken).ConfigureAwait(false)
            : await _shared.OnceAsync(question.Key, token => ReadAsync(question, token), token => AskAsync(question, token), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Fetched<T>> AskAsync<T>(Question<T> question, CancellationToken cancellationToken)
        where T : class
    {
        var reading = await question.Source(cancellationToken).ConfigureAwait(false);
        var answer = CachedAnswer.TryWrite(reading, question.TypeInfo);
        if (answer is not null && RedisEnvelope.TryWrite(answer) is { } envelope)
        {
            var key = redis.Key(question.Key);
            await redis.TrySpareAsync("keep an answer", database => database.StringSetAsync(key, envelope, question.Lifetime), cancellationToken).ConfigureAwait(false);
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
            && kept.TryRead(question.TypeInfo, out var reading))
        {
            return new(reading, kept, left < question.Lifetime ? left : question.Lifetime);
        }

        if (_throttle.Allows(ReadPurpose, out var suppressed))
        {
            RedisLog.Unreadable(logger, Family(question.Key), suppressed);
        }

        await redis.TrySpareAsync("delete an entry", database => database.KeyDeleteAsync(key), cancellationToken).ConfigureAwait(false);
        return null;
    }

    // One byte more than allowed tells a huge entry, which is not read whole.
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

    private static string Family(string key) => string.Join(':', key.Split(':').Take(2));

    private sealed record Question<T>(string Key, TimeSpan Lifetime, JsonTypeInfo<T> TypeInfo, Func<CancellationToken, ValueTask<Reading<T>>> Source)
        where T : class;
}
