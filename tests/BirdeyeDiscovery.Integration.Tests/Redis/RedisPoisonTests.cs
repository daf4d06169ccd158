using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>Entries that are not what they should be: another program's, another version's, cut off, huge.</summary>
public sealed class RedisPoisonTests : IAsyncDisposable
{
    private const string Mint = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";

    private readonly List<RedisHarness> _harnesses = [];

    /// <summary>Gets what is done to a kept answer.</summary>
    public static TheoryData<string> Damages { get; } =
        ["empty object", "not JSON", "cut off", "longer", "another version", "the former version", "another byte", "another type", "list", "huge", "no lifetime", "not UTF-8"];

    /// <summary>Gets what stands under a key of the live view.</summary>
    public static TheoryData<string> Poisons { get; } = ["", "not JSON", "{}", "null", "[1", "{\"version\":1,\"address\":null}", "\xff", "LIST", "HASH", "SET", "HUGE"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var harness in _harnesses)
        {
            await harness.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_answer_is_deleted_and_fetched_once(string damage)
    {
        var harness = await HarnessAsync();
        foreach (var (key, lifetime) in new[] { ("birdeye:security:x", TimeSpan.FromHours(24)), ("birdeye:trades:x", TimeSpan.FromSeconds(30)) })
        {
            await AskAsync(harness.Layer, key, lifetime, "first");
            await DamageAsync(harness.Database, harness.Raw(key), damage);

            var second = await harness.OpenSecondAsync();
            Assert.Equal("fetched", await AskAsync(second!, key, lifetime, "fetched"));
            Assert.Equal("fetched", await AskAsync(second!, key, lifetime, "not asked"));
            var third = await harness.OpenSecondAsync();
            Assert.Equal("fetched", await AskAsync(third!, key, lifetime, "not asked"));
        }

        Assert.Contains(harness.Logger.Collector.GetSnapshot(), record => record.Id.Id == 3004);
    }

    [Theory]
    [MemberData(nameof(Poisons))]
    public async Task Poison_in_the_live_view_counts_as_nothing_and_the_next_cycle_writes_over_it(string poison)
    {
        var harness = await HarnessAsync();
        string[] keys =
        [
            CacheKeys.View, CacheKeys.LastCycle, CacheKeys.ActiveTokens, CacheKeys.CandidateCount, CacheKeys.CandleOwners,
            CacheKeys.Score(Mint), CacheKeys.Candles("BONK", CandleInterval.FiveMinutes), CacheKeys.Candles("LONG", CandleInterval.FiveMinutes),
        ];
        var many = CacheSamples.FiveMinutes("LONG", [.. Enumerable.Range(0, 100).Select(static bucket => (bucket, 1.0 + bucket))]);
        foreach (var key in keys)
        {
            await PoisonAsync(harness.Database, harness.Raw(key), poison);
        }

        Assert.Null(await harness.Layer.GetViewAsync(Ct));
        Assert.Null(await harness.Layer.GetScoreAsync(Mint, Ct));
        Assert.Empty(await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct));
        await harness.Layer.GetActiveTokensAsync(Ct);
        Assert.NotNull(await harness.Layer.GetCandleOwnersAsync(Ct));
        foreach (var key in keys)
        {
            await PoisonAsync(harness.Database, harness.Raw(key), poison);
        }

        await harness.Layer.PublishAsync(
            CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(Mint)) with
            {
                Candles = [CacheSamples.FiveMinutes("BONK", (0, 1), (1, 2)), many],
                CandleOwners = new Dictionary<string, string> { ["BONK"] = Mint },
            },
            Ct);
        Assert.Equal(many.Candles, await harness.Layer.GetCandlesAsync("LONG", CandleInterval.FiveMinutes, Ct));
        Assert.Equal([1, 2], (await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct)).Select(candle => candle.Close));
        Assert.Equal(CacheSamples.Score(Mint), await harness.Layer.GetScoreAsync(Mint, Ct));
        Assert.Equal([Mint], (await harness.Layer.GetViewAsync(Ct))!.ActiveTokens);
        Assert.Equal([Mint], await harness.Layer.GetActiveTokensAsync(Ct));
        Assert.Equal(["BONK"], (await harness.Layer.GetCandleOwnersAsync(Ct))!.Keys);
        Assert.Equal(CacheSamples.Now.ToUnixTimeSeconds(), (long)await harness.Database.StringGetAsync(harness.Raw(CacheKeys.LastCycle)));
    }

    [Theory]
    [InlineData("not a candle")]
    [InlineData("""{"timestamp":1700000100,"open":1,"high":1,"low":1,"close":1,"volume":1}""")]
    [InlineData("""{"timestamp":"1700000400","open":1,"high":1,"low":1,"close":1,"volume":1}""")]
    [InlineData("""{"timestamp":1700000523,"open":1,"high":1,"low":1,"close":1,"volume":1}""")]
    public async Task A_list_with_a_row_that_does_not_belong_there_is_dropped_and_not_added_to(string row)
    {
        var harness = await HarnessAsync();
        var key = harness.Raw("candles:BONK:5m");
        var part = CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (2, 3)) with { From = CacheSamples.At(1, 1).Timestamp });
        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (0, 1), (1, 2))), Ct);
        await harness.Database.ListRightPushAsync(key, row);
        await harness.Layer.PublishAsync(part, Ct);
        Assert.False(await harness.Database.KeyExistsAsync(key));

        await harness.Layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (0, 1), (1, 2))), Ct);
        await harness.Database.ListRightPushAsync(key, row);
        Assert.Empty(await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct));
        Assert.False(await harness.Database.KeyExistsAsync(key));
    }

    [Theory]
    [InlineData("""{"timestamp":1700000523,"open":1,"high":1,"low":1,"close":1,"volume":1}""")]
    [InlineData("""{"timestamp":1700000700,"open":1,"high":1,"low":1,"close":40,"volume":1}""")]
    [InlineData("""{"timestamp":1700000700,"open":0,"high":1,"low":0,"close":1,"volume":1}""")]
    public async Task A_list_of_an_earlier_version_with_rows_off_the_grid_or_impossible_ones_is_served_to_nobody_and_read_anew(string row)
    {
        var harness = await HarnessAsync();
        var key = harness.Raw("candles:BONK:5m");
        var owners = new Dictionary<string, string> { ["BONK"] = Mint };
        var update = CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (0, 1), (1, 2))) with { CandleOwners = owners };
        await harness.Layer.PublishAsync(update, Ct);
        await harness.Database.ListRightPushAsync(key, row);
        var read = await harness.Layer.ReadCandlesAsync(Mint, CandleInterval.FiveMinutes, Ct);
        Assert.Equal(LiveAnswerKind.Unavailable, read.Kind);
        Assert.Empty(await harness.Layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct));
        Assert.False(await harness.Database.KeyExistsAsync(key));
    }

    [Fact]
    public async Task The_score_of_another_token_or_version_is_not_this_ones()
    {
        var harness = await HarnessAsync();
        await harness.Layer.PublishAsync(CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(Mint)), Ct);
        var json = (string)(await harness.Database.StringGetAsync(harness.Raw(CacheKeys.Score(Mint))))!;
        await harness.Database.StringSetAsync(harness.Raw(CacheKeys.Score("other")), json);
        await harness.Database.StringSetAsync(harness.Raw(CacheKeys.Score(Mint)), json.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal));
        Assert.Null(await harness.Layer.GetScoreAsync("other", Ct));
        Assert.Null(await harness.Layer.GetScoreAsync(Mint, Ct));
    }

    private static async Task<string> AskAsync(ICacheLayer layer, string key, TimeSpan lifetime, string answer) =>
        (await layer.GetOrReadAsync(key, lifetime, SampleJsonContext.Default.SampleAnswer, _ => ValueTask.FromResult(CacheSamples.Answer(answer)), Ct)).Value!.Text;

    private static async Task DamageAsync(IDatabase database, RedisKey key, string damage)
    {
        var text = (string)(await database.StringGetAsync(key))!;
        RedisValue damaged = damage switch
        {
            "empty object" => "{}",
            "not JSON" => "<html>502 Bad Gateway</html>",
            "cut off" => text[..^10],
            "longer" => text + "}",
            "another version" => text.Replace($"\"version\":{RedisEnvelope.Version}", "\"version\":99", StringComparison.Ordinal),
            "the former version" => text.Replace($"\"version\":{RedisEnvelope.Version}", "\"version\":1", StringComparison.Ordinal),
            "another byte" => text.Replace("first", "fjrst", StringComparison.Ordinal),
            "huge" => new string('x', 5 * 1024 * 1024),
            "not UTF-8" => new byte[] { 0xff, 0xfe, 0x00 },
            _ => text,
        };
        Assert.True(damaged != text || damage is "another type" or "list" or "no lifetime");
        var lifetime = damage == "no lifetime" ? default : new Expiration(TimeSpan.FromSeconds(25));
        await database.KeyDeleteAsync(key);
        await (damage switch
        {
            "another type" => database.HashSetAsync(key, "field", text),
            "list" => database.ListRightPushAsync(key, text),
            _ => (Task)database.StringSetAsync(key, damaged, lifetime),
        });
    }

    private static async Task PoisonAsync(IDatabase database, RedisKey key, string poison)
    {
        await database.KeyDeleteAsync(key);
        await (poison switch
        {
            "LIST" => database.ListRightPushAsync(key, "poison"),
            "HASH" => database.HashSetAsync(key, "poison", "poison"),
            "SET" => database.SetAddAsync(key, "poison"),
            "HUGE" => database.StringSetAsync(key, new string('[', 17 * 1024 * 1024)),
            "\xff" => database.StringSetAsync(key, new byte[] { 0xff, 0x00 }),
            _ => (Task)database.StringSetAsync(key, poison),
        });
    }

    private async Task<RedisHarness> HarnessAsync()
    {
        var harness = new RedisHarness(
            await RedisServers.AdminAsync(await RedisServers.RedisAsync()),
            new RedisCacheLayerOptions { Timeout = TimeSpan.FromSeconds(30), LocalScores = TimeSpan.Zero },
            SharedRedis.NewPrefix(),
            "");
        _harnesses.Add(harness);
        return harness;
    }
}
