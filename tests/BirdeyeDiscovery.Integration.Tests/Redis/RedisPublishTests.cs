using System.Text.Json;
using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>What a published cycle costs and what others than us see of it.</summary>
public sealed class RedisPublishTests : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _open = [];
    private readonly FakeTimeProvider _clock = new(CacheSamples.Now);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var item in _open)
        {
            await item.DisposeAsync();
        }
    }

    [Fact]
    public async Task Thirty_tokens_with_200_candles_each_take_at_most_three_round_trips()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = new DistantProxy(server.Port) { Distance = TimeSpan.FromMilliseconds(250) };
        var layer = Open($"127.0.0.1:{proxy.Port}");
        await layer.GetScoreAsync("connects", Ct);

        var before = proxy.RoundTrips;
        await layer.PublishAsync(Cycle(0), Ct);
        Assert.InRange(proxy.RoundTrips - before, 1, 3);
        Assert.Equal(30, await ListsAsync(server));

        before = proxy.RoundTrips;
        await layer.PublishAsync(Cycle(1) with { DroppedCandleKeys = ["T29"] }, Ct);
        Assert.InRange(proxy.RoundTrips - before, 1, 3);
    }

    [Fact]
    public async Task A_list_that_is_published_whole_again_is_right_also_where_Redis_lost_or_shortened_it()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = new DistantProxy(server.Port) { Distance = TimeSpan.FromMilliseconds(250) };
        var layer = Open($"127.0.0.1:{proxy.Port}");
        var admin = await server.AdminAsync();
        await layer.PublishAsync(Cycle(0), Ct);
        await admin.KeyDeleteAsync("candles:T3:5m");
        await admin.ListTrimAsync("candles:T4:5m", 0, 9);
        await admin.ListRightPushAsync("candles:T5:5m", "poison");
        var before = proxy.RoundTrips;

        // With a list that is new, one that is dropped, and three that are not as they were left.
        await layer.PublishAsync(Cycle(1) with { Candles = [.. Cycle(1).Candles, Cycle(1).Candles[0] with { CandlesKey = "NEW" }], DroppedCandleKeys = ["GONE"] }, Ct);
        Assert.InRange(proxy.RoundTrips - before, 1, 3);
        Assert.Equal(Cycle(1).Candles[0].Candles, await layer.GetCandlesAsync("NEW", CandleInterval.FiveMinutes, Ct));
        for (var cycle = 2; cycle < 5; cycle++)
        {
            // Cycle 3 takes back what a bucket said before.
            await layer.PublishAsync(
                Cycle(cycle) with
                {
                    Candles =
                    [
                        .. Cycle(cycle).Candles.Select(list => cycle == 3
                            ? list with { Candles = [.. list.Candles.Select(static candle => candle with { Volume = 7 })] }
                            : list),
                    ],
                },
                Ct);
        }

        foreach (var token in Enumerable.Range(0, 30))
        {
            // Those of the cycles before the oldest of the last one stay, except where the list was lost.
            var candles = await layer.GetCandlesAsync($"T{token}", CandleInterval.FiveMinutes, Ct);
            Assert.Equal(Cycle(4).Candles[token].Candles, candles.TakeLast(200));
            Assert.Equal(candles.Select(static candle => candle.Timestamp).Distinct().Order(), candles.Select(static candle => candle.Timestamp));
        }
    }

    [Fact]
    public async Task A_bot_in_any_language_reads_candles_and_scores_by_plain_commands()
    {
        await using var server = await RedisServer.StartAsync();
        const string mint = "So11111111111111111111111111111111111111112";
        await Open(server.Endpoint).PublishAsync(
            CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(mint, "SOL", 95.5m)) with
            {
                Candles =
                [
                    CacheSamples.FiveMinutes("SOL", (0, 1.5), (1, 2.25)),
                    new CandleUpdate("SOL", CandleInterval.OneHour, [new Candle(1_700_002_800, 1, 4, 0.5, 2, 10)]),
                    new CandleUpdate("SOL", CandleInterval.OneDay, [new Candle(1_699_920_000, 1, 5, 0.25, 2, 99.5), new Candle(1_700_006_400, 2, 2, 2, 2, 1)]),
                ],
                CandleOwners = new Dictionary<string, string> { ["SOL"] = mint },
            },
            Ct);

        Assert.Equal(
            [
                """{"timestamp":1700000100,"open":1,"high":1.5,"low":1,"close":1.5,"volume":1234.5}""",
                """{"timestamp":1700000400,"open":1,"high":2.25,"low":1,"close":2.25,"volume":1234.5}""",
            ],
            (await CliAsync("LRANGE", "candles:SOL:5m", "0", "-1")).Split('\n'));
        Assert.Equal("""{"timestamp":1700002800,"open":1,"high":4,"low":0.5,"close":2,"volume":10}""", await CliAsync("LRANGE", "candles:SOL:1h", "0", "-1"));
        Assert.Equal(
            """{"timestamp":1700006400,"open":2,"high":2,"low":2,"close":2,"volume":1}""",
            (await CliAsync("LRANGE", "candles:SOL:1d", "-1", "-1")));
        Assert.Equal("2", await CliAsync("LLEN", "candles:SOL:1d"));
        using var score = JsonDocument.Parse(await CliAsync("GET", $"score:{mint}"));
        Assert.Equal((1, 95.5, "midcap"), (
            score.RootElement.GetProperty("version").GetInt32(),
            score.RootElement.GetProperty("total_score").GetDouble(),
            score.RootElement.GetProperty("category").GetString()));
        Assert.Equal("1772366400", await CliAsync("GET", "discovery:last_cycle"));
        Assert.Equal("4", await CliAsync("GET", "discovery:candidate_count"));
        Assert.Equal(mint, await CliAsync("SMEMBERS", "discovery:active_tokens"));
        Assert.Equal(mint, await CliAsync("HGET", "discovery:candle_owners", "SOL"));
        Assert.InRange(int.Parse(await CliAsync("TTL", $"score:{mint}"), null), 110, 120);
        foreach (var interval in new[] { "5m", "1h", "1d" })
        {
            Assert.InRange(int.Parse(await CliAsync("TTL", $"candles:SOL:{interval}"), null), 172_000, 172_800);
        }

        async Task<string> CliAsync(params IEnumerable<string> words) =>
            (await Command.RunAsync(ProgramFinder.Find("redis-cli")!, ["-p", $"{server.Port}", .. words])).TrimEnd('\n');
    }

    [Fact]
    public async Task A_reader_by_plain_commands_never_sees_a_list_empty_disordered_or_with_duplicates()
    {
        await using var server = await RedisServer.StartAsync();
        var layer = Open(server.Endpoint);
        await layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", (0, 1))), Ct);
        var admin = await server.AdminAsync();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var reads = 0;
        var reader = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    var times = (await admin.ListRangeAsync("candles:BONK:5m")).Select(static row => JsonDocument.Parse((string)row!).RootElement.GetProperty("timestamp").GetInt64()).ToArray();
                    Assert.NotEmpty(times);
                    Assert.Equal(times.Distinct().Order(), times);
                    reads++;
                }
            },
            Ct);
        for (var cycle = 1; cycle <= 100; cycle++)
        {
            var buckets = Enumerable.Range(cycle, 12).Select(bucket => (bucket, (double)cycle)).ToArray();
            await layer.PublishAsync(CacheSamples.WithCandles(CacheSamples.FiveMinutes("BONK", buckets) with { Replace = cycle % 10 == 0 }), Ct);
        }

        await done.CancelAsync();
        await reader;
        Assert.True(reads > 10);
    }

    [Fact]
    public async Task Two_leaders_that_write_new_lists_at_once_leave_sound_ones()
    {
        await using var server = await RedisServer.StartAsync();
        var admin = await server.AdminAsync();
        for (var round = 0; round < 20; round++)
        {
            await admin.ExecuteAsync("FLUSHALL");
            RedisCacheLayer[] leaders = [Open(server.Endpoint), Open(server.Endpoint)];
            await Task.WhenAll(leaders.Select(leader => leader.GetScoreAsync("connects", Ct).AsTask()));
            await Task.WhenAll(leaders.Select((leader, shift) => leader.PublishAsync(Cycle(shift), Ct).AsTask()));
            foreach (var token in Enumerable.Range(0, 30))
            {
                var times = (await admin.ListRangeAsync($"candles:T{token}:5m")).Select(static row => JsonDocument.Parse((string)row!).RootElement.GetProperty("timestamp").GetInt64()).ToArray();
                Assert.InRange(times.Length, 200, 201);
                Assert.Equal(times.Distinct().Order(), times);
            }

            await leaders[0].PublishAsync(Cycle(2), Ct);
            Assert.Equal(Cycle(2).Candles[29].Candles, (await leaders[0].GetCandlesAsync("T29", CandleInterval.FiveMinutes, Ct)).TakeLast(200));
        }
    }

    [Fact]
    public async Task Each_published_cycle_is_announced()
    {
        await using var server = await RedisServer.StartAsync();
        var heard = new TaskCompletionSource<RedisValue>(TaskCreationOptions.RunContinuationsAsynchronously);
        await (await server.AdminAsync()).Multiplexer.GetSubscriber().SubscribeAsync(RedisChannel.Literal("discovery:changed"), (_, message) => heard.TrySetResult(message));
        await Open(server.Endpoint).PublishAsync(CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score("a")), Ct);
        Assert.Equal(CacheSamples.Now.ToUnixTimeSeconds(), (long)await heard.Task.WaitAsync(TimeSpan.FromSeconds(10), Ct));
    }

    private static LiveUpdate Cycle(int shift) => CacheSamples.Cycle(CacheSamples.Now, [.. Enumerable.Range(0, 30).Select(token => CacheSamples.Score($"T{token}"))]) with
    {
        Candles = [.. Enumerable.Range(0, 30).Select(token => CacheSamples.FiveMinutes($"T{token}", [.. Enumerable.Range(shift, 200).Select(bucket => (bucket, 1.0 + bucket))]))],
    };

    private static async Task<int> ListsAsync(RedisServer server)
    {
        var admin = await server.AdminAsync();
        var lengths = await Task.WhenAll(Enumerable.Range(0, 30).Select(token => admin.ListLengthAsync($"candles:T{token}:5m")));
        return lengths.Count(length => length == 200);
    }

    private RedisCacheLayer Open(string configuration)
    {
        var options = new RedisCacheLayerOptions { Configuration = configuration, Timeout = TimeSpan.FromSeconds(30) };
        var connection = new RedisConnection(options, "", null, _clock, new FakeLogger());
        _open.Add(connection);
        return new RedisCacheLayer(connection, options.LocalScores, _clock);
    }
}
