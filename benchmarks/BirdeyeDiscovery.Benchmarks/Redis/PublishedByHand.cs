using System.Text.Json;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Benchmarks.Redis;

/// <summary>Implements the baselines: a cycle published with the driver alone.</summary>
internal sealed class PublishedByHand(IDatabase redis)
{
    private const string Prefix = "hand:";

    /// <summary>Awaits each command for each item.</summary>
    public async Task OneByOneAsync(LiveUpdate update)
    {
        foreach (var list in update.Candles)
        {
            var key = Key(list);
            await redis.KeyDeleteAsync(key);
            foreach (var candle in list.Candles)
            {
                await redis.ListRightPushAsync(key, Json(candle));
            }

            await redis.KeyExpireAsync(key, update.CandlesLifetime);
        }

        foreach (var score in update.View.Scores)
        {
            await redis.StringSetAsync(Prefix + CacheKeys.Score(score.Address), Json(score), update.ScoreLifetime);
        }

        await redis.KeyDeleteAsync(Prefix + CacheKeys.ActiveTokens);
        foreach (var address in update.View.ActiveTokens)
        {
            await redis.SetAddAsync(Prefix + CacheKeys.ActiveTokens, address);
        }

        foreach (var owner in update.CandleOwners!)
        {
            await redis.HashSetAsync(Prefix + CacheKeys.CandleOwners, owner.Key, owner.Value);
        }

        await redis.StringSetAsync(Prefix + CacheKeys.View, View(update));
        await redis.StringSetAsync(Prefix + CacheKeys.CandidateCount, update.View.CandidateCount);
        await redis.StringSetAsync(Prefix + CacheKeys.LastCycle, update.View.CycleTimestamp.ToUnixTimeSeconds());
    }

    /// <summary>Sends all commands, then awaits them.</summary>
    public Task PipelineAsync(LiveUpdate update)
    {
        var commands = new List<Task>(200);
        foreach (var list in update.Candles)
        {
            var key = Key(list);
            commands.Add(redis.KeyDeleteAsync(key));
            commands.Add(redis.ListRightPushAsync(key, [.. list.Candles.Select(static candle => (RedisValue)Json(candle))]));
            commands.Add(redis.KeyExpireAsync(key, update.CandlesLifetime));
        }

        commands.AddRange(
            update.View.Scores.Select(score => redis.StringSetAsync(
                Prefix + CacheKeys.Score(score.Address),
                Json(score),
                update.ScoreLifetime)));
        commands.Add(redis.KeyDeleteAsync(Prefix + CacheKeys.ActiveTokens));
        commands.Add(redis.SetAddAsync(
            Prefix + CacheKeys.ActiveTokens,
            [.. update.View.ActiveTokens.Select(static address => (RedisValue)address)]));
        commands.Add(redis.HashSetAsync(
            Prefix + CacheKeys.CandleOwners,
            [.. update.CandleOwners!.Select(static owner => new HashEntry(owner.Key, owner.Value))]));
        commands.Add(redis.StringSetAsync(Prefix + CacheKeys.View, View(update)));
        commands.Add(redis.StringSetAsync(Prefix + CacheKeys.CandidateCount, update.View.CandidateCount));
        commands.Add(redis.StringSetAsync(Prefix + CacheKeys.LastCycle, update.View.CycleTimestamp.ToUnixTimeSeconds()));
        return Task.WhenAll(commands);
    }

    private static RedisKey Key(CandleUpdate list) => Prefix + CacheKeys.Candles(list.CandlesKey, list.Interval);

    private static byte[] Json(Candle candle) => JsonSerializer.SerializeToUtf8Bytes(candle, CacheJsonContext.Live.Candle);

    private static byte[] Json(TokenScoreView score) => JsonSerializer.SerializeToUtf8Bytes(score, CacheJsonContext.Live.TokenScoreView);

    private static byte[] View(LiveUpdate update) => JsonSerializer.SerializeToUtf8Bytes(update.View, CacheJsonContext.Live.LiveView);
}
