using System.Diagnostics;
using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>Answers that were read while Redis did not take them reach it later, so that a second host does not ask for them again.</summary>
public sealed class RedisLateAnswersTests : IAsyncDisposable
{
    private const int Tokens = 120;

    private readonly FakeTimeProvider _clock = new(CacheSamples.Now);
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
    public async Task After_an_outage_they_are_written_when_Redis_answers_again()
    {
        await using var server = await RedisServer.StartAsync();
        var first = Open(server.Endpoint, TimeSpan.FromMilliseconds(700));
        await AskAsync(first, 1, "before");
        server.Freeze();
        Assert.Equal(Tokens, await AskAsync(first, Tokens, "during"));
        server.Thaw();
        await Poll.UntilAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(2));
                return !_connections[0].IsOpen;
            },
            () => "No probe was answered.");
        await AllWrittenAsync(server);
        Assert.Equal(0, await AskAsync(Open(server.Endpoint, TimeSpan.FromSeconds(30)), Tokens, "during"));
    }

    [Fact]
    public async Task Within_a_cycle_whose_time_for_Redis_is_spent_they_are_written_without_a_wait()
    {
        await using var server = await RedisServer.StartAsync();
        var first = Open(server.Endpoint, TimeSpan.FromSeconds(30), budget: TimeSpan.FromMilliseconds(100));
        using (first.BeginCycle())
        {
            // The first cycle has more time.
        }

        using (first.BeginCycle())
        {
            await SpendAsync(server);
            Assert.True(_connections[0].LastBudget!.IsSpent);
            Assert.Equal(Tokens, await AskAsync(first, Tokens, "during"));
            await AllWrittenAsync(server);
        }

        Assert.Equal(0, await AskAsync(Open(server.Endpoint, TimeSpan.FromSeconds(30)), Tokens, "during"));
    }

    [Fact]
    public async Task A_connection_that_takes_long_to_be_made_costs_a_cycle_nothing_of_its_time()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = new DistantProxy(server.Port) { Distance = TimeSpan.FromMilliseconds(150) };
        var layer = Open($"127.0.0.1:{proxy.Port}", TimeSpan.FromSeconds(30), budget: TimeSpan.FromMilliseconds(100));
        using var cycle = layer.BeginCycle();
        var started = Stopwatch.GetTimestamp();
        Assert.True((await _connections[0].TrySpareAsync("connect", static _ => Task.FromResult(true), Ct)).IsGiven);
        Assert.InRange(_connections[0].LastBudget!.Waited, TimeSpan.Zero, Stopwatch.GetElapsedTime(started) / 2);
    }

    // A command that a server which hangs does not answer, and that has little time left.
    private async Task SpendAsync(RedisServer server)
    {
        await _connections[0].SendAsync("connect", static database => database.PingAsync());
        server.Freeze();
        Assert.False((await _connections[0].TryAsync("spend", static database => database.PingAsync(), Ct)).IsGiven);
        server.Thaw();
    }

    private static async Task AllWrittenAsync(RedisServer server)
    {
        var admin = await server.AdminAsync();
        await Poll.UntilAsync(
            async () =>
            {
                var keys = (string[])(await admin.ExecuteAsync("KEYS", "birdeye:security:during*"))!;
                return keys.Length == Tokens;
            },
            () => "Not all answers were written.");
    }

    private static async Task<int> AskAsync(RedisCacheLayer layer, int tokens, string keys)
    {
        var asked = 0;
        for (var token = 0; token < tokens; token++)
        {
            await layer.GetOrReadAsync(
                $"birdeye:security:{keys}{token}",
                TimeSpan.FromHours(24),
                SampleJsonContext.Default.SampleAnswer,
                _ =>
                {
                    asked++;
                    return ValueTask.FromResult(CacheSamples.Answer("given"));
                },
                Ct);
        }

        return asked;
    }

    private RedisCacheLayer Open(string configuration, TimeSpan timeout, TimeSpan? budget = null)
    {
        var options = new RedisCacheLayerOptions
        {
            Configuration = configuration,
            Timeout = timeout,
            CycleBudget = budget ?? TimeSpan.FromMinutes(5),
            LocalScores = TimeSpan.Zero,
        };
        var connection = new RedisConnection(options, "", null, _clock, new FakeLogger());
        _connections.Add(connection);
        return new RedisCacheLayer(connection, options.LocalScores, _clock);
    }
}
