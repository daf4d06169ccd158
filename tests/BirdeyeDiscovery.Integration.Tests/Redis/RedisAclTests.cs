using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>The cache as the user of docs/redis.md, who may do what it needs and nothing else.</summary>
public sealed class RedisAclTests : CacheLayerConformance, IAsyncDisposable
{
    private readonly string _testPrefix = RedisAclUser.Prefix + SharedRedis.NewPrefix();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await RedisAclUser.AssertNothingRefusedAsync();

    [Fact]
    public async Task The_user_may_do_nothing_outside_of_its_prefix_and_administer_nothing()
    {
        // A server of its own, since others count what was refused.
        await using var server = await RedisAclUser.StartAsync();
        await using var user = await ConnectionMultiplexer.ConnectAsync(RedisAclUser.Configuration(server) + ",tieBreaker=,configChannel=,allowAdmin=true");
        var database = user.GetDatabase();
        Assert.True(await database.StringSetAsync(_testPrefix + "mine", 1));
        string[][] commands =
        [
            ["GET", "other"], ["SET", "other", "1"], ["EVAL", "return redis.call('GET', 'other')", "0"], ["PUBLISH", "other", "1"],
            ["FLUSHALL"], ["CONFIG", "SET", "maxmemory", "1"], ["KEYS", "*"], ["ACL", "LIST"], ["SHUTDOWN"], ["SCRIPT", "FLUSH"],
        ];
        foreach (var command in commands)
        {
            var refused = await Assert.ThrowsAnyAsync<RedisException>(() => database.ExecuteAsync(command[0], [.. command[1..]]));
            Assert.Matches("NOPERM|can't access", refused.Message);
        }
    }

    [Fact]
    public async Task It_has_all_rights_that_the_poisoned_and_the_contended_paths_need()
    {
        await using var harness = (RedisHarness)await CreateEmptyAsync(new CacheOptions());
        string[] keys =
        [
            CacheKeys.View, CacheKeys.CandleOwners, CacheKeys.Score("a"), CacheKeys.Candles("BONK", CandleInterval.FiveMinutes),
            "birdeye:security:x", "discovery:fetch:birdeye:security:x",
        ];
        foreach (var key in keys)
        {
            await harness.Database.ListRightPushAsync(harness.Raw(key), "poison");
        }

        await harness.Layer.GetOrReadAsync("birdeye:security:x", TimeSpan.FromHours(24), SampleJsonContext.Default.SampleAnswer, _ => ValueTask.FromResult(CacheSamples.Answer("x")), Cancel);
        await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Cancel);
        var cycle = CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score("a")) with
        {
            Candles = [CacheSamples.FiveMinutes("BONK", [.. Enumerable.Range(0, 600).Select(bucket => (bucket, 1.0))])],
            CandleOwners = new Dictionary<string, string> { ["BONK"] = "a" },
            DroppedCandleKeys = ["WIF"],
        };
        await harness.Layer.PublishAsync(cycle, Cancel);
        await harness.Layer.PublishAsync(cycle with { Candles = [CacheSamples.FiveMinutes("BONK", (599, 2), (700, 3))] }, Cancel);
        await harness.Layer.ExtendScoresAsync(["a"], TimeSpan.FromSeconds(60), Cancel);
        Assert.NotNull(await harness.Layer.GetScoreAsync("a", Cancel));
        Assert.Equal(["BONK"], (await harness.Layer.GetCandleOwnersAsync(Cancel))!.Keys);
        Assert.DoesNotContain(harness.Logger.Collector.GetSnapshot(), static record => record.Id.Id == 3002);
    }

    protected override async ValueTask<CacheHarness> CreateEmptyAsync(CacheOptions options) => new RedisHarness(
        await RedisAclUser.AdminAsync(),
        new RedisCacheLayerOptions { Configuration = await RedisAclUser.ConfigurationAsync(), Timeout = TimeSpan.FromSeconds(30), CycleBudget = TimeSpan.FromMinutes(5) },
        _testPrefix,
        options.KeyPrefix);
}
