using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>Names the Redis of a connection in log messages: its host and port, and never a part of a password.</summary>
internal static class RedisName
{
    private const string Unknown = "Redis";

    private static readonly string NoKey = new RedisCacheLayerOptions().ConfigurationKey;

    public static string Of(RedisCacheLayerOptions options, IConnectionMultiplexer? hosts)
    {
        if (hosts is not null)
        {
            // The host made this connection to Redis itself, and only its endpoints are known here.
            return hosts.GetEndPoints(configuredOnly: true) is [var only] ? Named(only, 0) : Unknown;
        }

        return RedisSettings.TryParse(options) is { EndPoints: [var first, ..] endpoints } && BeginsWithEndpoint(options.Configuration!)
            ? Named(first, endpoints.Count - 1)
            : Unknown;
    }

    /// <summary>Gets where the connection string of Redis is set: its key in the configuration, if the host named one.</summary>
    public static string PlaceOf(RedisCacheLayerOptions options) =>
        options.ConfigurationKey != NoKey ? options.ConfigurationKey : "the connection string of Redis";

    // A comma in a password of Redis makes the driver read the rest of the password as another endpoint. Only an endpoint at the beginning
    // of the connection string, or in a URI, is surely no part of a password.
    private static bool BeginsWithEndpoint(string configuration) =>
        RedisUri.IsUri(configuration) || !configuration.Split(',')[0].Contains('=', StringComparison.Ordinal);

    private static string Named(EndPoint endpoint, int others)
    {
        var name = endpoint switch
        {
            DnsEndPoint { Port: 0 } dns => dns.Host,
            DnsEndPoint dns => string.Create(CultureInfo.InvariantCulture, $"{dns.Host}:{dns.Port}"),
            IPEndPoint { Port: 0 } address => address.Address.ToString(),
            _ => endpoint.ToString(),
        };
        return others == 0 ? $"Redis at {name}" : string.Create(CultureInfo.InvariantCulture, $"Redis at {name} and {others} more");
    }
}
