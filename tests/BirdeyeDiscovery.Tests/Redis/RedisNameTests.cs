using StackExchange.Redis;

namespace BirdeyeDiscovery.Tests;

public sealed class RedisNameTests
{
    [Theory]
    [InlineData("cache.example:6380,password=hidden", "Redis at cache.example:6380")]
    [InlineData("127.0.0.1:6379,user=bot,password=hidden", "Redis at 127.0.0.1:6379")]
    [InlineData("one:1,two:2,three:3,password=hidden", "Redis at one:1 and 2 more")]
    [InlineData("rediss://bot:hidden@cache.example/0", "Redis at cache.example:6379")]
    [InlineData("localhost,password=part,hidden", "Redis at localhost and 1 more")]
    [InlineData("password=part,hidden,cache.example:6380", "Redis")]
    [InlineData("password=hidden,cache.example:6380", "Redis")]
    public void A_Redis_is_named_by_its_first_endpoint_and_never_by_a_part_of_a_password(string configuration, string expected)
    {
        var name = RedisName.Of(new RedisCacheLayerOptions { Configuration = configuration }, null);
        Assert.Equal(expected, name);
        Assert.DoesNotContain("hidden", name, StringComparison.Ordinal);
    }

    [Fact]
    public void The_connection_string_is_named_by_its_key_where_the_host_has_one()
    {
        Assert.Equal("the connection string of Redis", RedisName.PlaceOf(new RedisCacheLayerOptions()));
        Assert.Equal(
            "ConnectionStrings:Redis", RedisName.PlaceOf(new RedisCacheLayerOptions { ConfigurationKey = "ConnectionStrings:Redis" }));
    }

    [Fact]
    public void A_refused_user_is_told_from_a_server_that_does_not_answer()
    {
        var refused = Lost(ConnectionFailureType.AuthenticationFailure, null);
        Assert.True(RedisFaults.IsRefusedUser(Unresolved(refused)));
        Assert.True(RedisFaults.IsRefusedUser(Unresolved(new AggregateException(new IOException(), refused))));
        Assert.True(RedisFaults.IsRefusedUser(Answered("WRONGPASS invalid username-password pair")));
        Assert.False(RedisFaults.IsRefusedUser(Unresolved(new IOException())));
        Assert.False(RedisFaults.IsRefusedUser(Answered("NOPERM no rights")));
    }

    // The driver reports that it has no connection, with the reason inside.
    private static RedisConnectionException Unresolved(Exception reason) =>
        Lost(ConnectionFailureType.UnableToResolvePhysicalConnection, reason);

    private static RedisConnectionException Lost(ConnectionFailureType type, Exception? reason) =>
        new(type, CommandFlags.None, "no", reason, CommandStatus.Unknown);

    private static RedisServerException Answered(string message) => new(default, CommandFlags.None, message);
}
