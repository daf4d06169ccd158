namespace BirdeyeDiscovery.Integration.Tests;

public sealed class ClusterAccountWindowsTests : AccountWindowsTests
{
    protected override Task<string> EndpointsAsync() => RedisServers.ClusterAsync();
}
