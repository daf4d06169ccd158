using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>Opens the library's own connection to Redis.</summary>
internal static class RedisConnector
{
    /// <summary>Connects to Redis.</summary>
    /// <param name="options">The validated options.</param>
    /// <param name="isFirst">
    /// Whether this is the first attempt. It throws the driver's reason when no server accepts it. The driver retries the connection of a
    /// later attempt in the background, so that a probe costs little.
    /// </param>
    /// <param name="logger">The logger for an unencrypted connection.</param>
    public static async Task<IConnectionMultiplexer> ConnectAsync(RedisCacheLayerOptions options, bool isFirst, ILogger logger)
    {
        var settings = RedisSettings.TryParse(options)
            ?? throw new InvalidOperationException("The configuration of Redis cannot be read.");
        if (isFirst && RedisSettings.IsExposed(settings))
        {
            RedisLog.Unencrypted(logger);
        }

        // The first call on a connection that the driver retries in the background may fail without the reason, such as a wrong password.
        // The reason is certain only in what the connect throws.
        settings.AbortOnConnectFail = isFirst;
        return await ConnectionMultiplexer.ConnectAsync(settings).ConfigureAwait(false);
    }
}
