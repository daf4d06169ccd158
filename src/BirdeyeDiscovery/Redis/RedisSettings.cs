using System.Net;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>Settings of a connection that fails fast instead of holding its host up.</summary>
internal static class RedisSettings
{
    /// <summary>Reads the configuration; null when it cannot be read.</summary>
    public static ConfigurationOptions? TryParse(RedisCacheLayerOptions options)
    {
        try
        {
            var settings = ConfigurationOptions.Parse(options.Configuration!);
            settings.AbortOnConnectFail = false;
            settings.BacklogPolicy = BacklogPolicy.FailFast;
            var timeout = (int)options.Timeout.TotalMilliseconds;
            settings.ConnectTimeout = timeout;
            settings.SyncTimeout = timeout;
            settings.AsyncTimeout = timeout;
            settings.ClientName ??= "BirdeyeDiscovery";

            // Both touch a key and a channel that the engine's user need not have rights to.
            settings.TieBreaker = "";
            settings.ConfigurationChannel = "";
            options.Configure?.Invoke(settings);
            return settings;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Tells whether what is sent can be read by others than this machine.</summary>
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
