using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NSubstitute;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>The verb: where connections come from, and what is refused at start.</summary>
public sealed class UseRedisTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_string_is_enough()
    {
        var endpoint = (await SharedRedis.GetAsync()).Endpoint;
        await using var services = Services(endpoint);
        await services.GetRequiredService<ICacheLayer>().GetActiveTokensAsync(Ct);
        Assert.False(services.GetRequiredKeyedService<RedisConnection>("").IsOpen);
        Assert.Same(services.GetRequiredService<ICacheLayer>(), services.GetRequiredKeyedService<ICacheLayer>(""));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("live")]
    public async Task The_hosts_own_connection_is_used_and_left_to_the_host(string? key)
    {
        await using var hosts = await ConnectionMultiplexer.ConnectAsync((await SharedRedis.GetAsync()).Endpoint);
        var prefix = SharedRedis.NewPrefix();
        var collection = new ServiceCollection();
        _ = key is null ? collection.AddSingleton<IConnectionMultiplexer>(_ => hosts) : collection.AddKeyedSingleton<IConnectionMultiplexer>(key, (_, _) => hosts);
        var builder = collection.AddBirdeyeDiscovery(options => options.Cache.KeyPrefix = prefix);
        _ = key is null ? builder.UseRedis() : builder.UseRedis(options => options.MultiplexerKey = key);
        var services = collection.BuildServiceProvider();
        await hosts.GetDatabase().SetAddAsync(prefix + CacheKeys.ActiveTokens, "a");
        Assert.Equal(["a"], await services.GetRequiredService<ICacheLayer>().GetActiveTokensAsync(Ct));

        // The engine's own part ends with it; the container ends what the host let it make.
        await services.GetRequiredKeyedService<RedisConnection>("").DisposeAsync();
        Assert.True(hosts.IsConnected);
    }

    [Fact]
    public void Without_a_connection_of_the_host_it_is_said_what_to_do()
    {
        var collection = new ServiceCollection();
        collection.AddBirdeyeDiscovery(Local).UseRedis();
        using var services = collection.BuildServiceProvider();
        var error = Assert.Throws<InvalidOperationException>(services.GetRequiredService<ICacheLayer>);
        Assert.Contains("IConnectionMultiplexer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Said_twice_it_adds_to_the_options_and_a_second_engine_has_its_own()
    {
        var collection = new ServiceCollection();
        collection.AddSingleton(Substitute.For<IConnectionMultiplexer>());
        collection.AddBirdeyeDiscovery(Local).UseRedis("127.0.0.1:1").UseRedis(static options => options.Timeout = TimeSpan.FromSeconds(3));
        collection.AddBirdeyeDiscovery("second", Local).UseRedis();
        using var services = collection.BuildServiceProvider();
        var options = services.GetRequiredService<IOptionsMonitor<RedisCacheLayerOptions>>();
        Assert.Equal(("127.0.0.1:1", TimeSpan.FromSeconds(3)), (options.Get("").Configuration, options.Get("").Timeout));
        Assert.Equal((null, TimeSpan.FromSeconds(1)), (options.Get("second").Configuration, options.Get("second").Timeout));
        Assert.NotSame(services.GetRequiredKeyedService<ICacheLayer>(""), services.GetRequiredKeyedService<ICacheLayer>("second"));
        Assert.Single(services.GetServices<IAccountWindowsSource>());
    }

    /// <summary>Gets what is wrong with options and the key and value that the error names.</summary>
    public static TheoryData<string, Action<RedisCacheLayerOptions>, string[]> Faults { get; } = new()
    {
        { "timeout too short", static options => options.Timeout = TimeSpan.FromMilliseconds(49), ["Redis:Timeout", "00:00:00.0490000", "00:00:30"] },
        { "timeout too long", static options => options.Timeout = TimeSpan.FromSeconds(31), ["Redis:Timeout", "00:00:31"] },
        { "probe", static options => options.ProbeInterval = TimeSpan.Zero, ["Redis:ProbeInterval", "00:00:00", "00:05:00"] },
        { "budget", static options => options.CycleBudget = TimeSpan.FromHours(1), ["Redis:CycleBudget", "01:00:00", "00:05:00"] },
        { "scores", static options => options.LocalScores = TimeSpan.FromSeconds(-1), ["Redis:LocalScores", "-00:00:01", "00:00:10"] },
        { "unreadable", static options => options.Configuration = "h:1,pasword=hunter2", ["Redis:Configuration", "host:port"] },
        { "no endpoint", static options => options.Configuration = "password=hunter2", ["Redis:Configuration", "no endpoint"] },
        { "exposed", static options => (options.Configuration, options.RequireEncryption) = ("redis.example:6379,password=hunter2", true), ["Redis:Configuration", "ssl=true"] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Options_that_cannot_be_used_keep_the_host_from_starting_and_are_named_without_a_password(string fault, Action<RedisCacheLayerOptions> configure, string[] named)
    {
        await using var services = Services("127.0.0.1:1", configure);

        // What the generic host does before it starts anything.
        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);
        Assert.All(named, text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
        Assert.False(error.ToString().Contains("hunter2", StringComparison.Ordinal), fault);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_connection_string_is_refused_at_once(string? configuration) =>
        Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection().AddBirdeyeDiscovery(Local).UseRedis(configuration!));

    private static void Local(BirdeyeDiscoveryOptions options) => options.Birdeye.ApiKey = new ApiKey("none");

    private static ServiceProvider Services(string configuration, Action<RedisCacheLayerOptions>? configure = null)
    {
        var collection = new ServiceCollection();
        var builder = collection.AddBirdeyeDiscovery(Local).UseRedis(configuration);
        if (configure is not null)
        {
            builder.UseRedis(configure);
        }

        return collection.BuildServiceProvider();
    }
}
