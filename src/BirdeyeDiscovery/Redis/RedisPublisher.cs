using System.Globalization;
using System.Text.Json;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>
/// Writes a cycle to Redis in one pipeline. A second pipeline precedes it if candle lists change owner; a third follows if a list is not as
/// it was left.
/// </summary>
internal sealed class RedisPublisher(RedisConnection redis)
{
    private const string Purpose = "publish a cycle";

    private static readonly CandleInterval[] Intervals = Enum.GetValues<CandleInterval>();

    private readonly SentCandles _sent = new();

    /// <summary>Publishes a cycle to Redis; false when it is not, or only partly, published.</summary>
    public async ValueTask<bool> PublishAsync(LiveUpdate update, CancellationToken cancellationToken)
    {
        var isPublished = false;
        try
        {
            return isPublished = await WriteAsync(update, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _sent.Note(update, isPublished);
        }
    }

    private async ValueTask<bool> WriteAsync(LiveUpdate update, CancellationToken cancellationToken)
    {
        // The lists of the view are copied before they are sent to Redis, because the publisher may change them while this call waits. Each
        // value is serialized just before it is sent, so that Redis works meanwhile.
        var view = update.View with { Scores = [.. update.View.Scores], ActiveTokens = [.. update.View.ActiveTokens] };
        var whole = update.Candles.Select(
            static list =>
                list with { Candles = CandleMerge.Merge([], list.Candles, list.Interval, CandleSpans.Count(list.Interval)) }).ToArray();
        var shortened = _sent.Shortened(whole);
        RedisValue[]? owners = update.CandleOwners is { } known
            ? [.. known.SelectMany(static owner => new RedisValue[] { owner.Key, owner.Value })]
            : null;
        var second = update.View.CycleTimestamp.ToUnixTimeSeconds();

        // A candle list in Redis that changes owner loses its recorded owner first. If this host dies before it records the new owner, the
        // next leader drops the list instead of attributing it to the former owner.
        if (update.DroppedCandleKeys.Count > 0
            && !(await DropAsync(update.DroppedCandleKeys, cancellationToken).ConfigureAwait(false)).IsGiven)
        {
            return false;
        }

        var published = await redis.TryAsync(
            Purpose,
            async database =>
            {
                var commands = new List<Task>(view.Scores.Count + shortened.Length + 6);
                var merges = shortened.Select(list => MergeAsync(database, list, update.CandlesLifetime)).ToArray();
                commands.AddRange(merges);
                if (owners is not null)
                {
                    commands.Add(database.ScriptEvaluateAsync(RedisScripts.ReplaceHash, [redis.Key(CacheKeys.CandleOwners)], owners));
                }

                commands.AddRange(
                    view.Scores.Select(
                        score => database.StringSetAsync(redis.Key(CacheKeys.Score(score.Address)), Json(score), update.ScoreLifetime)));
                commands.Add(
                    database.StringSetAsync(
                        redis.Key(CacheKeys.View),
                        JsonSerializer.SerializeToUtf8Bytes(view, CacheJsonContext.Live.LiveView)));
                if (FreshAsync(database, view.CycleTimestamp, update.ViewLifetime) is { } fresh)
                {
                    commands.Add(fresh);
                }

                commands.Add(
                    database.ScriptEvaluateAsync(RedisScripts.ReplaceSet, [redis.Key(CacheKeys.ActiveTokens)], [.. view.ActiveTokens]));
                commands.Add(database.StringSetAsync(redis.Key(CacheKeys.CandidateCount), view.CandidateCount));
                commands.Add(database.StringSetAsync(redis.Key(CacheKeys.LastCycle), second));
                await Task.WhenAll(commands).ConfigureAwait(false);
                var merged = await Task.WhenAll(merges).ConfigureAwait(false);

                // The notice is sent to the Redis channel after all writes, because the keys of a cluster are on several nodes. Its result
                // is ignored: the user may lack the right to publish, and readers poll too.
                RedisConnection.Forget(database.PublishAsync(redis.Channel(CacheKeys.Changed), second, CommandFlags.FireAndForget));
                return merged;
            },
            cancellationToken).ConfigureAwait(false);
        if (!published.TryGet(out var merged))
        {
            return false;
        }

        // Redis refused these shortened candle lists, because they were flushed or cut since this host wrote them. They are sent again as a
        // whole.
        var refused = whole.Where((list, index) => !ReferenceEquals(list, shortened[index]) && (long)merged[index] == 0).ToArray();
        return refused.Length == 0
            || (await redis.TryAsync(
                Purpose,
                database => Task.WhenAll(refused.Select(list => MergeAsync(database, list, update.CandlesLifetime))),
                cancellationToken).ConfigureAwait(false)).IsGiven;
    }

    // The freshness key in Redis is written after the view. A reader that reads this key first and the view second therefore gets a view
    // that is at least as new as the key.
    private Task<bool>? FreshAsync(IDatabase database, DateTimeOffset cycle, TimeSpan? lifetime) =>
        lifetime is not { } left ? null
        : left < TimeSpan.FromMilliseconds(1) ? database.KeyDeleteAsync(redis.Key(CacheKeys.Fresh))
        : database.StringSetAsync(redis.Key(CacheKeys.Fresh), cycle.ToUnixTimeMilliseconds(), left);

    private Task<RedisResult> MergeAsync(IDatabase database, CandleUpdate list, TimeSpan lifetime) =>
        database.ScriptEvaluateAsync(
            RedisScripts.MergeCandles,
            [redis.Key(CacheKeys.Candles(list.CandlesKey, list.Interval))],
            Arguments(list, lifetime));

    private static byte[] Json(TokenScoreView score) => JsonSerializer.SerializeToUtf8Bytes(score, CacheJsonContext.Live.TokenScoreView);

    private static RedisValue[] Arguments(CandleUpdate update, TimeSpan lifetime)
    {
        var arguments = new List<RedisValue>(5 + update.Candles.Count)
        {
            update.Replace ? "1" : "",
            update.From?.ToString(CultureInfo.InvariantCulture) ?? "",
            (long)update.Interval,
            CandleSpans.Count(update.Interval),
            (long)lifetime.TotalMilliseconds,
        };
        CandleJson.Write(update.Candles, arguments);
        return [.. arguments];
    }

    private async ValueTask<RedisAnswer<bool>> DropAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var keys = names.SelectMany(name => Intervals.Select(interval => redis.Key(CacheKeys.Candles(name, interval)))).ToArray();
        RedisValue[] fields = [.. names];
        return await redis.TryAsync(
            Purpose,
            async database =>
            {
                // Each Redis command deletes one key, because the keys are on several nodes of a cluster.
                var commands = keys.Select(key => (Task)database.KeyDeleteAsync(key)).ToList();

                // If the Redis key of the owners holds another type, the failure is ignored, because this publication overwrites the key
                // later.
                commands.Add(RedisFaults.OrWhenWrongTypeAsync(database.HashDeleteAsync(redis.Key(CacheKeys.CandleOwners), fields), 0));
                await Task.WhenAll(commands).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }
}
