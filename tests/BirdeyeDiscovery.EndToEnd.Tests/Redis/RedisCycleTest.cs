using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>An engine, a local Birdeye and a Redis that a test does harm to.</summary>
public abstract class RedisCycleTest : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly JumpingClock _clock = new(Start);
    private readonly LocalBirdeye _birdeye;
    private readonly List<RedisHost> _hosts = [];

    private protected RedisCycleTest() => _birdeye = new LocalBirdeye(
        new LocalBirdeyeOptions { TimeProvider = _clock, Seed = 11, Origin = Start, Plan = new LocalPlan { RequestsPerSecond = 100_000 } });

    private protected JumpingClock Clock => _clock;

    private protected LocalBirdeye Birdeye => _birdeye;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await _birdeye.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected RedisHost Host(string redis, Action<BirdeyeDiscoveryOptions>? configure = null, Action<IBirdeyeDiscoveryBuilder>? build = null)
    {
        var host = new RedisHost(_folder.File("discovery.db"), _clock, _birdeye.CreateHandler, redis, configure, build);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Lets the host find its Redis again and runs one more cycle, after which everything has to be as the store says.</summary>
    private protected static async Task RightAgainAsync(RedisHost host, RedisServer server)
    {
        await Poll.UntilAsync(() => !host.Connection.IsOpen, () => "No probe was answered.");
        await LiveState.AssertAsync(await server.AdminAsync(), host.Store, await host.RunNextAsync());
    }
}
