using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>
/// Parses Redis URIs as hosting companies issue them, which the driver does not: <c>redis://</c> and
/// <c>rediss://user:password@host:port/database</c>.
/// </summary>
internal static partial class RedisUri
{
    public const string Wanted = "Wanted is host:port[,setting=value…], or redis[s]://[user[:password]@]host[:port][/database].";

    /// <summary>Gets whether a connection text of Redis is a URI of any scheme.</summary>
    public static bool IsUri(string text) => Scheme().IsMatch(text);

    /// <summary>
    /// Parses a Redis URI. If it is not valid, the result is null and the fault says why without any part that may be a secret.
    /// </summary>
    public static ConfigurationOptions? TryParse(string text, out string? fault)
    {
        fault = "is no URI that can be read";
        var trimmed = text.Trim();
        var start = trimmed.IndexOf("://", StringComparison.Ordinal);
        var isEncrypted = trimmed.AsSpan(0, start).Equals("rediss", StringComparison.OrdinalIgnoreCase);
        if (!isEncrypted && !trimmed.AsSpan(0, start).Equals("redis", StringComparison.OrdinalIgnoreCase))
        {
            fault = "is a URI of another kind than redis:// and rediss://";
            return null;
        }

        var rest = trimmed[(start + 3)..];

        // In a Redis URI, an unescaped password may contain any of '@', '/', '?' and '#': the last '@' ends it.
        var at = rest.LastIndexOf('@');
        if (rest.AsSpan(at + 1).IndexOfAny('?', '#') >= 0)
        {
            fault = "is a URI with parameters after '?' or '#', which are not read; write them as settings";
            return null;
        }

        var slash = rest.IndexOf('/', at + 1);
        var (hosts, database) = slash < 0 ? (rest[(at + 1)..], "") : (rest[(at + 1)..slash], rest[(slash + 1)..]);
        var settings = new ConfigurationOptions { Ssl = isEncrypted };
        foreach (var host in hosts.Split(','))
        {
            if (!TryAdd(settings, host))
            {
                fault = "is a URI whose host or port cannot be read";
                return null;
            }
        }

        if (database.Length > 0)
        {
            if (!int.TryParse(database, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                fault = "is a URI whose database is no number";
                return null;
            }

            settings.DefaultDatabase = number;
        }

        var colon = at < 0 ? -1 : rest.IndexOf(':', 0, at);
        var (user, password) = at < 0 ? ("", "") : colon < 0 ? (rest[..at], "") : (rest[..colon], rest[(colon + 1)..at]);
        settings.User = user.Length == 0 ? null : Uri.UnescapeDataString(user);
        settings.Password = password.Length == 0 ? null : Uri.UnescapeDataString(password);
        fault = null;
        return settings;
    }

    /// <summary>Gets whether an endpoint of Redis has an invalid host name, which the driver accepts but can never reach.</summary>
    public static bool HasImpossibleHost(ConfigurationOptions settings) =>
        settings.EndPoints.Any(
            static endpoint => endpoint is DnsEndPoint { Host: var host } && Uri.CheckHostName(host) == UriHostNameType.Unknown);

    private static bool TryAdd(ConfigurationOptions settings, string host)
    {
        if (!Uri.TryCreate($"redis://{host}", UriKind.Absolute, out var parsed)
            || parsed.Host.Length == 0
            || parsed.PathAndQuery.Length > 1
            || parsed.UserInfo.Length > 0
            || Uri.CheckHostName(parsed.DnsSafeHost) == UriHostNameType.Unknown)
        {
            return false;
        }

        settings.EndPoints.Add(parsed.DnsSafeHost, parsed.Port < 0 ? 6379 : parsed.Port);
        return parsed.Port != 0;
    }

    // The scheme of a Redis URI counts only at the start of the text, because a password inside a connection string may contain '://' too.
    [GeneratedRegex(@"^\s*[A-Za-z][A-Za-z0-9+.-]*://", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();
}
