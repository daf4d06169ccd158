using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>A replica that takes the place of its primary.</summary>
public sealed class RedisFailoverTests : RedisCycleTest
{
    [Fact]
    public async Task A_promoted_replica_has_the_next_cycle()
    {
        await using var first = await RedisServer.StartAsync();
        await using var second = await RedisServer.StartAsync("--replicaof", "127.0.0.1", $"{first.Port}", "--repl-diskless-sync-delay", "0");
        var admin = await second.AdminAsync();
        await Poll.UntilAsync(async () => ((string)(await admin.ExecuteAsync("INFO", "replication"))!).Contains("master_link_status:up", StringComparison.Ordinal), () => "It does not follow.");
        var host = Host($"{first.Endpoint},{second.Endpoint}");
        await host.RunNextAsync();
        await first.StopAsync();
        await host.RunNextAsync();

        await admin.ExecuteAsync("REPLICAOF", "NO", "ONE");
        await RightAgainAsync(host, second);
    }
}
