using BirdeyeDiscovery.Configuration;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace MonitoredHost;

/// <summary>The host's own connection to Redis: its commands have spans, because the instrumentation knows the connection.</summary>
internal static class HostRedis
{
    public const string Key = "ConnectionStrings:Redis";

    /// <summary>Registers the connection.</summary>
    /// <remarks>
    /// The library reads the setting, so that URIs are valid too, errors name the key, and a Redis that hangs does not block the host. It
    /// hands the result to <see cref="RedisCacheLayerOptions.Configure"/> whenever it validates the options.
    /// </remarks>
    public static void Add(WebApplicationBuilder builder, string redis)
    {
        ConfigurationOptions? settings = null;
        builder.Services.AddOptions<RedisCacheLayerOptions>(Key)
            .Bind(builder.Configuration.GetSection("Redis"))
            .Configure(options =>
            {
                (options.Configuration, options.ConfigurationKey) = (redis, Key);
                options.Configure = read => settings = read;
            })
            .ValidateOnStart();
        builder.Services.AddSingleton<IConnectionMultiplexer>(provider =>
        {
            _ = provider.GetRequiredService<IOptionsMonitor<RedisCacheLayerOptions>>().Get(Key);
            return ConnectionMultiplexer.Connect(settings!);
        });
    }
}
