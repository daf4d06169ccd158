namespace BirdeyeDiscovery.Integration.Tests;

public sealed class GarnetAccountWindowsTests : AccountWindowsTests
{
    protected override Task<string> EndpointsAsync() => RedisServers.GarnetAsync();
}
