using System.Diagnostics;
using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>What the layer does with a Redis that is not there, slow, or refuses; by counting calls.</summary>
public sealed class RedisFaultTests : IAsyncDisposable
{
    private const string Mint = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    // A call that waits ends at its time-out or later, never before: what took less waited once, or not at all.
    private static readonly TimeSpan OneWait = Timeout * 1.95;
    private static readonly TimeSpan NoWait = Timeout * 0.95;

    private readonly FakeTimeProvider _clock = new(CacheSamples.Now);
    private readonly FakeLogger _logger = new();
    private readonly List<RedisConnection> _connections = [];
    private int _asked;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_refused_connection_costs_a_cycle_one_time_out_at_most_and_every_answer_comes_from_its_source()
    {
        Required.OrSkip("redis", RedisServer.Missing);
        var layer = Open($"127.0.0.1:{Loopback.FreePort()}");
        Assert.InRange(await CycleAsync(layer), TimeSpan.Zero, OneWait);
        Assert.Equal(20, _asked);
        Assert.InRange(await CycleAsync(layer), TimeSpan.Zero, NoWait);
    }

    [Fact]
    public async Task A_Redis_that_hangs_costs_a_cycle_one_time_out_and_is_asked_for_nothing_more()
    {
        await using var server = await RedisServer.StartAsync();
        var layer = Open(server.Endpoint);
        await CycleAsync(layer);
        await (await server.AdminAsync()).ExecuteAsync("CONFIG", "RESETSTAT");
        server.Freeze();
        Assert.InRange(await CycleAsync(layer), NoWait, OneWait);
        Assert.InRange(await CycleAsync(layer), TimeSpan.Zero, NoWait);

        server.Thaw();
        var calls = 0L;
        foreach (var command in new[] { "set", "getrange", "get", "lrange", "smembers", "hgetall", "eval", "evalsha", "pttl", "pexpire", "publish" })
        {
            calls += await server.CountAsync(command);
        }

        // What was sent before it was known that it hangs is executed late; that is one call, of two commands.
        Assert.InRange(calls, 0, 2);
        await RightAgainAsync(layer);
    }

    [Fact]
    public async Task A_Redis_that_hangs_holds_up_readers_for_one_time_out_in_all()
    {
        await using var server = await RedisServer.StartAsync();
        var layer = Open(server.Endpoint);
        await CycleAsync(layer);
        server.Freeze();
        var started = Stopwatch.GetTimestamp();
        for (var read = 0; read < 100; read++)
        {
            Assert.Null(await layer.GetScoreAsync($"other {read}", Ct));
            Assert.Null(await layer.GetViewAsync(Ct));
            Assert.Empty(await layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct));
            Assert.Empty(await layer.GetActiveTokensAsync(Ct));
            Assert.Null(await layer.GetCandleOwnersAsync(Ct));
        }

        Assert.InRange(Stopwatch.GetElapsedTime(started), NoWait, OneWait);
        server.Thaw();
        await RightAgainAsync(layer);
    }

    [Fact]
    public async Task After_a_flush_the_next_cycle_has_it_all_again()
    {
        await using var server = await RedisServer.StartAsync();
        var layer = Open(server.Endpoint);
        await CycleAsync(layer);
        await (await server.AdminAsync()).ExecuteAsync("FLUSHALL");
        await (await server.AdminAsync()).ExecuteAsync("SCRIPT", "FLUSH");
        Assert.Null(await layer.GetViewAsync(Ct));
        await RightAgainAsync(layer);
    }

    [Fact]
    public async Task A_Redis_that_restarted_empty_is_filled_by_the_next_cycle()
    {
        await using var server = await RedisServer.StartAsync();
        var layer = Open(server.Endpoint);
        await CycleAsync(layer);
        await server.StopAsync();
        await CycleAsync(layer, "second");
        await server.StartAsync();
        await RightAgainAsync(layer);
    }

    [Fact]
    public async Task A_read_only_Redis_goes_on_answering_readers()
    {
        await using var server = await RedisServer.StartAsync();
        var layer = Open(server.Endpoint);
        await CycleAsync(layer);
        var admin = await server.AdminAsync();
        await admin.ExecuteAsync("CONFIG", "SET", "min-replicas-to-write", "1");
        Assert.InRange(await CycleAsync(layer, "second"), TimeSpan.Zero, NoWait);
        Assert.NotNull(await layer.GetScoreAsync(Mint, Ct));
        Assert.NotNull(await layer.GetViewAsync(Ct));
        Assert.Contains(_logger.Collector.GetSnapshot(), record => record.Id.Id == 3002);

        await admin.ExecuteAsync("CONFIG", "SET", "min-replicas-to-write", "0");
        await RightAgainAsync(layer);
    }

    [Fact]
    public async Task A_primary_that_became_a_replica_costs_nothing_and_is_used_again_when_it_is_primary()
    {
        await using var server = await RedisServer.StartAsync();
        await using var other = await RedisServer.StartAsync();
        var layer = Open(server.Endpoint);
        await CycleAsync(layer);
        var admin = await server.AdminAsync();
        await admin.ExecuteAsync("REPLICAOF", "127.0.0.1", $"{other.Port}");
        Assert.InRange(await CycleAsync(layer, "second"), TimeSpan.Zero, OneWait);

        await admin.ExecuteAsync("REPLICAOF", "NO", "ONE");
        await RightAgainAsync(layer);
    }

    [Fact]
    public async Task A_Redis_out_of_memory_refuses_writes_and_nothing_else_happens()
    {
        await using var server = await RedisServer.StartAsync();
        var layer = Open(server.Endpoint);
        await CycleAsync(layer);
        var admin = await server.AdminAsync();
        await admin.ExecuteAsync("CONFIG", "SET", "maxmemory", "1");
        Assert.InRange(await CycleAsync(layer, "second"), TimeSpan.Zero, NoWait);
        Assert.Contains(_logger.Collector.GetSnapshot(), record => record.Id.Id == 3002 && record.Message.Contains("OOM", StringComparison.Ordinal));

        await admin.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        await RightAgainAsync(layer);
    }

    [Fact]
    public async Task A_Redis_that_loads_its_data_is_left_alone_until_it_has_them()
    {
        await using var source = await RedisServer.StartAsync();
        var admin = await source.AdminAsync();
        for (var index = 0; index < 400; index++)
        {
            await admin.StringSetAsync($"ballast {index}", index);
        }

        await admin.ExecuteAsync("SAVE");
        var dump = Path.Combine(source.Process.Directory, "dump.rdb");

        // It takes 10 ms for each key, and answers commands in between.
        await using var server = await RedisServer.StartAsync(
            "--dir", Path.GetDirectoryName(dump)!, "--key-load-delay", "10000", "--loading-process-events-interval-bytes", "1024");
        var layer = Open(server.Endpoint);
        Assert.InRange(await CycleAsync(layer), TimeSpan.Zero, OneWait);
        Assert.Equal(20, _asked);
        await RightAgainAsync(layer);
    }

    private RedisCacheLayer Open(string configuration, TimeSpan? timeout = null)
    {
        var options = new RedisCacheLayerOptions
        {
            Configuration = configuration,
            Timeout = timeout ?? Timeout,
            CycleBudget = TimeSpan.FromMilliseconds(500),
            LocalScores = TimeSpan.Zero,
        };
        var connection = new RedisConnection(options, "", null, _clock, _logger);
        _connections.Add(connection);
        return new RedisCacheLayer(connection, options.LocalScores, _clock);
    }

    /// <summary>Makes the calls of a cycle, none of which may throw, and tells how long they took.</summary>
    private async Task<TimeSpan> CycleAsync(RedisCacheLayer layer, string keys = "first")
    {
        var started = Stopwatch.GetTimestamp();
        for (var token = 0; token < 20; token++)
        {
            var security = token % 2 == 0;
            var reading = await layer.GetOrReadAsync(
                security ? $"birdeye:security:{keys}{token}" : $"birdeye:trades:{keys}{token}",
                security ? TimeSpan.FromHours(24) : TimeSpan.FromSeconds(30),
                SampleJsonContext.Default.SampleAnswer,
                _ =>
                {
                    _asked++;
                    return ValueTask.FromResult(CacheSamples.Answer("given"));
                },
                Ct);
            Assert.Equal("given", reading.Value!.Text);
        }

        await layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct);
        await layer.GetCandleOwnersAsync(Ct);
        await layer.PublishAsync(
            CacheSamples.Cycle(CacheSamples.Now, CacheSamples.Score(Mint)) with
            {
                Candles = [CacheSamples.FiveMinutes("BONK", (0, 1), (1, 2))],
                CandleOwners = new Dictionary<string, string> { ["BONK"] = Mint },
            },
            Ct);
        await layer.ExtendScoresAsync([Mint], TimeSpan.FromSeconds(60), Ct);
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Lets probes find it, and checks that one more cycle makes everything as it should be.</summary>
    private async Task RightAgainAsync(RedisCacheLayer layer)
    {
        await Poll.UntilAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(2));
                return !_connections[0].IsOpen;
            },
            () => "No probe was answered.");
        await CycleAsync(layer, "again");
        Assert.Equal([1, 2], (await layer.GetCandlesAsync("BONK", CandleInterval.FiveMinutes, Ct)).Select(candle => candle.Close));
        Assert.Equal(CacheSamples.Score(Mint), await layer.GetScoreAsync(Mint, Ct));
        Assert.Equal([Mint], (await layer.GetViewAsync(Ct))!.ActiveTokens);
        Assert.Equal([Mint], await layer.GetActiveTokensAsync(Ct));
        Assert.Equal(["BONK"], (await layer.GetCandleOwnersAsync(Ct))!.Keys);
    }
}
