using System.Globalization;
using System.Text.Json;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>Writes a cycle to Redis in one pipeline; two where candle lists change hands.</summary>
internal sealed class RedisPublisher(RedisConnection redis)
{
    private const string Purpose = "publish a cycle";

    private static readonly CandleInterval[] Intervals = Enum.GetValues<CandleInterval>();

    /// <summary>Returns false when it is not, or not wholly, published.</summary>
    public async ValueTask<bool> PublishAsync(LiveUpdate update, CancellationToken cancellationToken)
    {
        // Copies: the lists belong to the publisher, who may change them while this waits.
        var scores = update.View.Scores.Select(score => (Key: redis.Key(CacheKeys.Score(score.Address)), Json: Json(score))).ToArray();
        RedisValue[] active = [.. update.View.ActiveTokens];
        var view = JsonSerializer.SerializeToUtf8Bytes(update.View, CacheJsonContext.Default.LiveView);
        var candles = update.Candles.Select(candles => (Key: redis.Key(CacheKeys.Candles(candles.CandlesKey, candles.Interval)), Arguments: Arguments(candles, update.CandlesLifetime))).ToArray();
        RedisValue[]? owners = update.CandleOwners is { } known ? [.. known.SelectMany(static owner => new RedisValue[] { owner.Key, owner.Value })] : null;
        var second = update.View.CycleTimestamp.ToUnixTimeSeconds();

        // Nobody owns a list while it changes hands: if we die in between, the next one drops it instead of taking it for the former owner's.
        if (update.DroppedCandleKeys.Count > 0 && !(await DropAsync(update.DroppedCandleKeys, cancellationToken).ConfigureAwait(false)).IsGiven)
        {
            return false;
        }

        var published = await redis.TryAsync(
            Purpose,
            async database =>
            {
                var commands = new List<Task>(scores.Length + candles.Length + 6);
                commands.AddRange(candles.Select(list => database.ScriptEvaluateAsync(RedisScripts.MergeCandles, [list.Key], list.Arguments)));
                if (owners is not null)
                {
                    commands.Add(database.ScriptEvaluateAsync(RedisScripts.ReplaceHash, [redis.Key(CacheKeys.CandleOwners)], owners));
                }

                commands.AddRange(scores.Select(score => database.StringSetAsync(score.Key, score.Json, update.ScoreLifetime)));
                commands.Add(database.StringSetAsync(redis.Key(CacheKeys.View), view));
                commands.Add(database.ScriptEvaluateAsync(RedisScripts.ReplaceSet, [redis.Key(CacheKeys.ActiveTokens)], active));
                commands.Add(database.StringSetAsync(redis.Key(CacheKeys.CandidateCount), update.View.CandidateCount));
                commands.Add(database.StringSetAsync(redis.Key(CacheKeys.LastCycle), second));
                await Task.WhenAll(commands).ConfigureAwait(false);

                // After all is written, since the keys of a cluster lie on several nodes; and unheard, since it is a hint that may be forbidden.
                RedisConnection.Forget(database.PublishAsync(redis.Channel(CacheKeys.Changed), second, CommandFlags.FireAndForget));
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return published.IsGiven;
    }

    private static byte[] Json(TokenScoreView score) => JsonSerializer.SerializeToUtf8Bytes(score, CacheJsonContext.Default.TokenScoreView);

    private static RedisValue[] Arguments(CandleUpdate update, TimeSpan lifetime)
    {
        var span = CandleSpans.Count(update.Interval);
        var candles = CandleMerge.Merge([], update.Candles, update.Interval, span);
        var arguments = new List<RedisValue>(5 + (2 * candles.Count))
        {
            update.Replace ? "1" : "",
            update.From?.ToString(CultureInfo.InvariantCulture) ?? "",
            (long)update.Interval,
            span,
            (long)lifetime.TotalMilliseconds,
        };
        foreach (var candle in candles.Where(CandleJson.IsWritable))
        {
            arguments.Add(candle.Timestamp);
            arguments.Add(JsonSerializer.SerializeToUtf8Bytes(candle, CacheJsonContext.Default.Candle));
        }

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
                // One key a command, since the keys lie on several nodes of a cluster.
                var commands = keys.Select(key => (Task)database.KeyDeleteAsync(key)).ToList();

                // Where something else stands in its place it is written over after this.
                commands.Add(RedisFaults.OrWhenWrongTypeAsync(database.HashDeleteAsync(redis.Key(CacheKeys.CandleOwners), fields), 0));
                await Task.WhenAll(commands).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }
}
