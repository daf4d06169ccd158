namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>The account's limits as the user of docs/redis.md.</summary>
public sealed class AclAccountWindowsTests : AccountWindowsTests
{
    protected override string Prefix => RedisAclUser.Prefix;

    protected override Task<string> EndpointsAsync() => RedisAclUser.ConfigurationAsync();

    protected override Task<StackExchange.Redis.ConnectionMultiplexer> AdminAsync() => RedisAclUser.AdminAsync();
}
