using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests;

public abstract class RedisConformance : CacheLayerConformance
{
    // A busy machine is no fault of the layer.
    private static readonly RedisCacheLayerOptions Patient = new() { Timeout = TimeSpan.FromSeconds(30), CycleBudget = TimeSpan.FromMinutes(5) };

    private readonly string _testPrefix = SharedRedis.NewPrefix();

    protected abstract Task<string> EndpointsAsync();

    protected override async ValueTask<CacheHarness> CreateEmptyAsync(CacheOptions options) =>
        new RedisHarness(await RedisServers.AdminAsync(await EndpointsAsync()), Patient, _testPrefix, options.KeyPrefix);
}
