namespace BirdeyeDiscovery.Integration.Tests;

public sealed class RedisCacheLayerTests : RedisConformance
{
    protected override Task<string> EndpointsAsync() => RedisServers.RedisAsync();
}
