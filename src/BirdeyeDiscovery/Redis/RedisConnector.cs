using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>Opens the library's own connection to Redis.</summary>
internal static class RedisConnector
{
    /// <summary>Connects; throws the driver's reason if no server of Redis accepts the connection.</summary>
    public static async Task<IConnectionMultiplexer> ConnectAsync(RedisCacheLayerOptions options, ILogger logger)
    {
        var settings = RedisSettings.TryParse(options)
            ?? throw new InvalidOperationException("The configuration of Redis cannot be read.");
        if (RedisSettings.IsExposed(settings))
        {
            RedisLog.Unencrypted(logger);
        }

        // A connection that the driver retries in the background may report its first call without the reason, such as a wrong password.
        // The reason is certain only in what the connect throws, and the next probe connects again.
        settings.AbortOnConnectFail = true;
        return await ConnectionMultiplexer.ConnectAsync(settings).ConfigureAwait(false);
    }
}
