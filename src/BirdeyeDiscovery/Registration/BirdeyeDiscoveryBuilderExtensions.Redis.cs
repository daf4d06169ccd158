using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

public static partial class BirdeyeDiscoveryBuilderExtensions
{
    /// <summary>Keeps the live view in Redis, over the host's <see cref="IConnectionMultiplexer"/>.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder UseRedis(this IBirdeyeDiscoveryBuilder builder) => builder.UseRedis(static _ => { });

    /// <summary>Keeps the live view in Redis, over a connection of the engine's own.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="configuration">
    /// The endpoints and settings as StackExchange.Redis reads them, or a URI: <c>redis[s]://[user[:password]@]host[:port][/database]</c>.
    /// </param>
    /// <returns>The builder.</returns>
    public static IBirdeyeDiscoveryBuilder UseRedis(this IBirdeyeDiscoveryBuilder builder, string configuration)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(configuration);
        return builder.UseRedis(options => options.Configuration = configuration);
    }

    /// <summary>Keeps the live view in Redis.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="configure">Sets the options, which are validated at start.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// A second call for the same engine only adds to the options. Redis may be unavailable: the engine then reads from Birdeye what Redis
    /// would have answered.
    /// </remarks>
    public static IBirdeyeDiscoveryBuilder UseRedis(this IBirdeyeDiscoveryBuilder builder, Action<RedisCacheLayerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var (name, services) = (builder.Name, builder.Services);
        services.AddOptions<RedisCacheLayerOptions>(name).Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisCacheLayerOptions>, RedisCacheLayerOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        if (services.Any(
            service => service.IsKeyedService && service.ServiceType == typeof(RedisConnection) && Equals(service.ServiceKey, name)))
        {
            return builder;
        }

        services.AddKeyedSingleton(name, (provider, _) => Connection(provider, name));
        services.AddKeyedSingleton<ICacheLayer>(name, (provider, _) => new RedisCacheLayer(
            provider.GetRequiredKeyedService<RedisConnection>(name),
            LocalScores(provider, name),
            provider.GetRequiredService<TimeProvider>()));

        // The registration uses the Redis of the first engine to count the requests of an account for all engines of a host, because an
        // account must be counted in one place.
        services.TryAddSingleton<IAccountWindowsSource>(
            provider => new RedisAccountWindowsSource(provider.GetRequiredKeyedService<RedisConnection>(name)));
        return builder;
    }

    // The registered local cache keeps a score for at most half an interval. If it is gone from Redis, it must be gone here too before the
    // next cycle reports that.
    private static TimeSpan LocalScores(IServiceProvider provider, string name)
    {
        var asked = provider.GetRequiredService<IOptionsMonitor<RedisCacheLayerOptions>>().Get(name).LocalScores;
        var half = provider.GetRequiredService<IOptionsFactory<BirdeyeDiscoveryOptions>>().Create(name).Discovery.Interval / 2;
        return asked < half ? asked : half;
    }

    private static RedisConnection Connection(IServiceProvider provider, string name)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<RedisCacheLayerOptions>>().Get(name);
        return new RedisConnection(
            options,
            provider.GetRequiredService<IOptionsFactory<BirdeyeDiscoveryOptions>>().Create(name).Cache.KeyPrefix,
            options.Configuration is null ? Multiplexer(provider, name, options.MultiplexerKey) : null,
            provider.GetRequiredService<TimeProvider>(),
            Logger(provider),
            provider.GetKeyedService<EnginePipelines>(name));
    }

    private static ILogger Logger(IServiceProvider provider) =>
        (ILogger?)provider.GetService<ILogger<RedisConnection>>() ?? NullLogger.Instance;

    private static IConnectionMultiplexer Multiplexer(IServiceProvider provider, string name, object? key) =>
        (key is null ? provider.GetService<IConnectionMultiplexer>() : provider.GetKeyedService<IConnectionMultiplexer>(key))
            ?? throw new InvalidOperationException(
                $"{EngineLabel.At(name)} uses the host's Redis, and the host has registered no IConnectionMultiplexer. "
                + "Register one, or give UseRedis a configuration.");
}
