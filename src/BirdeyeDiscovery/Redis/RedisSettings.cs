using System.Net;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>Builds the settings of a connection to Redis that fails fast instead of blocking its host.</summary>
internal static class RedisSettings
{
    /// <summary>Parses the configuration of Redis; null when it is not valid.</summary>
    public static ConfigurationOptions? TryParse(RedisCacheLayerOptions options) => TryParse(options, out _);

    /// <summary>
    /// Parses the configuration of Redis. If it is not valid, the result is null and the fault says why without any part that may be a
    /// secret.
    /// </summary>
    public static ConfigurationOptions? TryParse(RedisCacheLayerOptions options, out string? fault)
    {
        fault = "cannot be read; it is not shown, since it may hold a password";
        try
        {
            var isUri = RedisUri.IsUri(options.Configuration!);
            var settings = isUri
                ? RedisUri.TryParse(options.Configuration!, out fault)
                : ConfigurationOptions.Parse(options.Configuration!);
            if (settings is null)
            {
                return null;
            }

            if (RedisUri.HasImpossibleHost(settings))
            {
                fault = "names a host that can be none; it is not shown, since it may hold a password";
                return null;
            }

            fault = null;
            settings.AbortOnConnectFail = false;
            settings.BacklogPolicy = BacklogPolicy.FailFast;
            var timeout = (int)options.Timeout.TotalMilliseconds;

            // The driver gives up connecting before the caller does. The caller would otherwise see a time-out instead of the driver's
            // reason, such as a wrong password. Each attempt of the driver may take the whole ConnectTimeout, so it makes one.
            settings.ConnectTimeout = timeout - (timeout / 4);
            settings.ConnectRetry = 1;
            settings.SyncTimeout = timeout;
            settings.AsyncTimeout = timeout;
            settings.ClientName ??= "BirdeyeDiscovery";

            // The Redis driver's tie-breaker key and configuration channel are switched off, because the engine's user may have no access
            // to them.
            settings.TieBreaker = "";
            settings.ConfigurationChannel = "";
            options.Configure?.Invoke(settings);
            return settings;
        }
        catch (Exception exception)
            when (exception is ArgumentException or FormatException or OverflowException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Gets whether an unencrypted connection to Redis leaves this machine.</summary>
    public static bool IsExposed(ConfigurationOptions settings) =>
        !settings.Ssl && settings.EndPoints.Any(static endpoint => !IsLocal(endpoint));

    private static bool IsLocal(EndPoint endpoint) => endpoint switch
    {
        IPEndPoint address => IPAddress.IsLoopback(address.Address),
        DnsEndPoint name => string.Equals(name.Host, "localhost", StringComparison.OrdinalIgnoreCase),
        System.Net.Sockets.UnixDomainSocketEndPoint => true,
        _ => false,
    };
}
