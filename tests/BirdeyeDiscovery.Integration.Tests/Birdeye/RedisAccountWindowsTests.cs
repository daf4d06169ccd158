namespace BirdeyeDiscovery.Integration.Tests;

public sealed class RedisAccountWindowsTests : AccountWindowsTests
{
    protected override Task<string> EndpointsAsync() => RedisServers.RedisAsync();
}
