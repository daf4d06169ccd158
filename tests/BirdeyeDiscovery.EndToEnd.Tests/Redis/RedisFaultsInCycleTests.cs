using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Whatever befalls Redis, each cycle commits, waits for it for one time-out at most, and the first cycle after the fault makes the live state right.</summary>
public sealed class RedisFaultsInCycleTests : RedisCycleTest
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refused_from_the_start()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = new TcpProxy(server.Port) { IsRefusing = true };
        var host = Host($"127.0.0.1:{proxy.Port}");
        await host.RunNextAsync();
        await LeftAloneAsync(host);

        proxy.IsRefusing = false;
        await RightAgainAsync(host, server);
    }

    [Fact]
    public async Task Hung_in_the_midst_of_a_cycle()
    {
        await using var server = await RedisServer.StartAsync();
        var host = Host(server.Endpoint);
        await host.RunNextAsync();
        var third = host.Requests + 3;
        host.AtRequest = async request =>
        {
            if (request == third)
            {
                await (await server.AdminAsync()).ExecuteAsync("CONFIG", "RESETSTAT");
                server.Freeze();
            }
        };
        await host.RunNextAsync();
        var afterwards = host.Requests - third;
        Assert.InRange(host.Connection.LastBudget!.Waited, RedisHost.Timeout * 0.9, RedisHost.Timeout * 1.4);
        await LeftAloneAsync(host);

        // What was sent before it was known that Redis hangs is executed late: a few calls and, on a slow machine, for each request that was
        // made meanwhile what ends its permit and what keeps its answer.
        server.Thaw();
        Assert.InRange(await server.CallsAsync(), 0, 4 + (2 * afterwards));
        await RightAgainAsync(host, server);
    }

    [Fact]
    public async Task Slow_by_200_ms()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = new DistantProxy(server.Port);
        var host = Host($"127.0.0.1:{proxy.Port}");
        await host.RunNextAsync();
        proxy.Distance = TimeSpan.FromMilliseconds(200);
        for (var cycle = 0; cycle < 3; cycle++)
        {
            await host.RunNextAsync();

            // Two of the many that the cycle can do without, and those that publish it; where a list changes hands there may be no time left to publish, and the next cycle does.
            Assert.InRange(host.Calls, 2, 6);
            Assert.InRange(host.Connection.LastBudget!.Waited, RedisHost.Timeout * 0.3, RedisHost.Timeout * 1.2);
        }

        Assert.Contains(host.Log, static record => record.Id.Id == 3005);
        proxy.Distance = TimeSpan.Zero;
        await RightAgainAsync(host, server);
    }

    [Fact]
    public async Task Flushed_between_cycles_and_in_the_midst_of_one()
    {
        await using var server = await RedisServer.StartAsync();
        var host = Host(server.Endpoint);
        var admin = await server.AdminAsync();
        await host.RunNextAsync();
        await FlushAsync();
        await RightAgainAsync(host, server);

        var third = host.Requests + 3;
        host.AtRequest = request => request == third ? FlushAsync() : Task.CompletedTask;
        await host.RunNextAsync();
        await RightAgainAsync(host, server);

        async Task FlushAsync()
        {
            await admin.ExecuteAsync("FLUSHALL");
            await admin.ExecuteAsync("SCRIPT", "FLUSH");
        }
    }

    [Fact]
    public async Task Gone_and_restarted_empty()
    {
        await using var server = await RedisServer.StartAsync();
        var host = Host(server.Endpoint);
        await host.RunNextAsync();
        await server.StopAsync();
        for (var cycle = 0; cycle < 2; cycle++)
        {
            await host.RunNextAsync();
        }

        await server.StartAsync();
        await RightAgainAsync(host, server);
    }

    [Theory]
    [InlineData("min-replicas-to-write", "1", "0", "NOREPLICAS")]
    [InlineData("maxmemory", "1", "0", "OOM")]
    public async Task Read_only_or_out_of_memory(string setting, string fault, string sound, string word)
    {
        await using var server = await RedisServer.StartAsync();
        var host = Host(server.Endpoint);
        var before = await host.RunNextAsync();
        var admin = await server.AdminAsync();
        await admin.ExecuteAsync("CONFIG", "SET", setting, fault);
        for (var cycle = 0; cycle < 2; cycle++)
        {
            await host.RunNextAsync();
            Assert.NotNull(await host.Cache.GetScoreAsync(before.Scores[0].TokenAddress, Ct));
        }

        Assert.Contains(host.Log, record => record.Id.Id == 3002 && record.Message.Contains(word, StringComparison.Ordinal));
        await admin.ExecuteAsync("CONFIG", "SET", setting, sound);
        await RightAgainAsync(host, server);
    }

    [Fact]
    public async Task A_replica_of_another_for_a_while()
    {
        await using var server = await RedisServer.StartAsync();
        await using var other = await RedisServer.StartAsync();
        var host = Host(server.Endpoint);
        await host.RunNextAsync();
        var admin = await server.AdminAsync();
        await admin.ExecuteAsync("REPLICAOF", "127.0.0.1", $"{other.Port}");
        for (var cycle = 0; cycle < 2; cycle++)
        {
            await host.RunNextAsync();
        }

        await admin.ExecuteAsync("REPLICAOF", "NO", "ONE");
        await RightAgainAsync(host, server);
    }

    [Fact]
    public async Task Loading_its_data()
    {
        await using var source = await RedisServer.StartAsync();
        var ballast = await source.AdminAsync();
        for (var index = 0; index < 600; index++)
        {
            await ballast.StringSetAsync($"ballast {index}", index);
        }

        await ballast.ExecuteAsync("SAVE");

        // It takes 10 ms for each key, and answers commands in between.
        await using var server = await RedisServer.StartAsync("--dir", source.Process.Directory, "--key-load-delay", "10000", "--loading-process-events-interval-bytes", "1024");
        var host = Host(server.Endpoint);
        await host.RunNextAsync();
        await LeftAloneAsync(host);
        await RightAgainAsync(host, server);
    }

    [Theory]
    [InlineData("LIST")]
    [InlineData("HASH")]
    [InlineData("garbage")]
    [InlineData("{}")]
    public async Task Poison_under_every_key(string poison)
    {
        await using var server = await RedisServer.StartAsync();
        var host = Host(server.Endpoint);
        await host.RunNextAsync();
        var admin = await server.AdminAsync();
        var keys = ((string[])(await admin.ExecuteAsync("KEYS", "*"))!).ToList();
        string[] families = ["candles:", "score:", "birdeye:trending:", "birdeye:security:", "birdeye:ohlcv:", "birdeye:trades:", "discovery:limit:"];
        Assert.All(families, family => Assert.Contains(keys, key => key.StartsWith(family, StringComparison.Ordinal)));

        // Those of the next cycle as well, and a word that somebody fetches which nobody ever takes back.
        keys.AddRange(keys.Where(static key => key.StartsWith("birdeye:security:", StringComparison.Ordinal)).Select(static key => "discovery:fetch:" + key).ToList());
        keys.Add(CacheKeys.Trending(host.Engine.LastResult!.NextDue!.Value));
        foreach (var key in keys)
        {
            await admin.KeyDeleteAsync(key);
            await (poison switch
            {
                "LIST" => admin.ListRightPushAsync(key, "poison"),
                "HASH" => admin.HashSetAsync(key, "poison", "poison"),
                _ => (Task)admin.StringSetAsync(key, poison),
            });
        }

        // A restart, so that no memory of the process stands in for what is kept.
        await host.DisposeAsync();
        var again = Host(server.Endpoint);
        await again.Cache.GetActiveTokensAsync(Ct);
        await RightAgainAsync(again, server);
        await again.RunNextAsync();
        Assert.DoesNotContain(again.Log, static record => record.Id.Id == 3000);
    }

    /// <summary>Runs a cycle that makes no call while Redis is left alone.</summary>
    private static async Task LeftAloneAsync(RedisHost host)
    {
        Assert.True(host.Connection.IsOpen);
        await host.RunNextAsync();
        Assert.Equal(0, host.Calls);
    }
}
