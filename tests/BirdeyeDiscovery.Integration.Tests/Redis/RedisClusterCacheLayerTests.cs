namespace BirdeyeDiscovery.Integration.Tests;

public sealed class RedisClusterCacheLayerTests : RedisConformance
{
    protected override Task<string> EndpointsAsync() => RedisServers.ClusterAsync();
}
