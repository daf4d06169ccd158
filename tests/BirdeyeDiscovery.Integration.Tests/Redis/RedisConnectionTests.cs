using System.Diagnostics;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Integration.Tests;

public sealed class RedisConnectionTests : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLogger _logger = new();
    private readonly List<RedisConnection> _connections = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_call_is_answered()
    {
        var connection = Connect((await SharedRedis.GetAsync()).Endpoint, "p:");
        Assert.True((await connection.TryAsync("write", database => database.StringSetAsync(connection.Key("a"), 1), Ct)).TryGet(out _));
        Assert.True((await connection.TryAsync("read", database => database.StringGetAsync("p:a"), Ct)).TryGet(out var value));
        Assert.Equal(1, value);
    }

    [Fact]
    public async Task A_server_that_is_not_there_costs_one_time_out_and_then_nothing()
    {
        var port = Loopback.FreePort();
        var connection = Connect($"127.0.0.1:{port}");
        var started = Stopwatch.GetTimestamp();
        for (var call = 0; call < 100; call++)
        {
            Assert.False((await connection.TryAsync("read", database => database.StringGetAsync("a"), Ct)).IsGiven);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 15);
        Assert.True(connection.IsOpen);
        Assert.Single(_logger.Collector.GetSnapshot(), record => record.Id.Id == 3000);
    }

    [Fact]
    public async Task A_server_that_hangs_holds_up_calls_at_once_for_one_time_out_in_all()
    {
        await using var server = await RedisServer.StartAsync();
        var connection = Connect(server.Endpoint);
        Assert.True((await connection.TryAsync("read", database => database.StringGetAsync("a"), Ct)).IsGiven);
        server.Freeze();
        var started = Stopwatch.GetTimestamp();
        Task<RedisAnswer<RedisValue>> Call() => connection.TryAsync("read", database => database.StringGetAsync("a"), Ct).AsTask();
        var first = Call();
        await Task.Delay(Timeout * 0.6, Ct);
        var calls = Enumerable.Range(0, 7).Select(_ => Call()).Append(first).ToArray();

        // Those that came later do not wait out a time of their own.
        Assert.All(await Task.WhenAll(calls), answer => Assert.False(answer.IsGiven));
        Assert.InRange(Stopwatch.GetElapsedTime(started), Timeout * 0.95, Timeout * 1.5);

        var asked = 0;
        await connection.TryAsync("read", database => Task.FromResult(++asked), Ct);
        Assert.Equal(0, asked);

        server.Thaw();
        await AnswersAgainAsync(connection);
    }

    [Fact]
    public async Task A_server_that_comes_back_is_used_again_without_a_caller_that_waits_for_it()
    {
        await using var server = await RedisServer.StartAsync();
        var connection = Connect(server.Endpoint);
        Assert.True((await connection.TryAsync("read", database => database.StringGetAsync("a"), Ct)).IsGiven);
        await server.StopAsync();
        await Poll.UntilAsync(async () => !(await connection.TryAsync("read", database => database.StringGetAsync("a"), Ct)).IsGiven, () => "It is answered by nobody.");
        Assert.True(connection.IsOpen);

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(connection.IsOpen);
        await server.StartAsync();
        await AnswersAgainAsync(connection);
        Assert.True((await connection.TryAsync("read", database => database.StringGetAsync("a"), Ct)).IsGiven);
        await Poll.UntilAsync(() => _logger.Collector.GetSnapshot().Any(record => record.Id.Id == 3001), () => "Nobody was told.");
    }

    [Fact]
    public async Task What_a_server_refuses_is_told_and_keeps_nobody_from_reading()
    {
        await using var server = await RedisServer.StartAsync("--maxmemory", "1", "--maxmemory-policy", "noeviction");
        var connection = Connect(server.Endpoint);
        for (var call = 0; call < 10; call++)
        {
            Assert.False((await connection.TryAsync("write scores", database => database.StringSetAsync("a", 1), Ct)).IsGiven);
        }

        Assert.False(connection.IsOpen);
        Assert.True((await connection.TryAsync("read", database => database.StringGetAsync("a"), Ct)).IsGiven);
        var told = Assert.Single(_logger.Collector.GetSnapshot(), record => record.Id.Id == 3002);
        Assert.Equal("Redis refused to write scores: OOM", told.Message);
    }

    [Fact]
    public async Task A_caller_that_is_cancelled_learns_it_and_the_others_go_on()
    {
        await using var server = await RedisServer.StartAsync();
        var connection = Connect(server.Endpoint);
        using var impatient = new CancellationTokenSource();
        var held = new TaskCompletionSource<int>();
        var call = connection.TryAsync("read", _ => held.Task, impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.False(connection.IsOpen);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await connection.TryAsync("read", _ => held.Task, impatient.Token));
    }

    [Fact]
    public async Task The_hosts_own_connection_is_used_and_left_open()
    {
        await using var hosts = await ConnectionMultiplexer.ConnectAsync((await SharedRedis.GetAsync()).Endpoint);
        var connection = new RedisConnection(new RedisCacheLayerOptions(), "", hosts, _clock, _logger);
        Assert.True((await connection.TryAsync("read", database => Task.FromResult(ReferenceEquals(database.Multiplexer, hosts)), Ct)).TryGet(out var same));
        Assert.True(same);
        await connection.DisposeAsync();
        Assert.False(await hosts.GetDatabase().KeyDeleteAsync("none"));
        Assert.False((await connection.TryAsync("read", database => database.StringGetAsync("a"), Ct)).IsGiven);
    }

    private RedisConnection Connect(string configuration, string prefix = "")
    {
        var options = new RedisCacheLayerOptions { Configuration = configuration, Timeout = Timeout };
        var connection = new RedisConnection(options, prefix, null, _clock, _logger);
        _connections.Add(connection);
        return connection;
    }

    private Task AnswersAgainAsync(RedisConnection connection) => Poll.UntilAsync(
        () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(2));
            return !connection.IsOpen;
        },
        () => "No probe was answered.");
}
