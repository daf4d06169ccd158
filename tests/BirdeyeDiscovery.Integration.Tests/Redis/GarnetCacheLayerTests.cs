namespace BirdeyeDiscovery.Integration.Tests;

public sealed class GarnetCacheLayerTests : RedisConformance
{
    protected override Task<string> EndpointsAsync() => RedisServers.GarnetAsync();
}
