using System.Net;
using System.Net.Sockets;

namespace BirdeyeDiscovery;

/// <summary>The option rule that decides to which addresses the API key may be sent.</summary>
internal static class BaseUrlRule
{
    public static bool IsAllowed(BirdeyeOptions options)
    {
        var url = options.BaseUrl;
        if (url is null || !url.IsAbsoluteUri || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            return false;
        }

        if (IsLoopback(url))
        {
            return url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;
        }

        return url.Scheme == Uri.UriSchemeHttps && options.AllowedHosts.Contains(url.Host) && !IsPrivate(url);
    }

    private static bool IsLoopback(Uri url) =>
        string.Equals(url.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(url.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));

    private static bool IsPrivate(Uri url)
    {
        if (!IPAddress.TryParse(url.DnsSafeHost, out var ip))
        {
            return false;
        }

        if (ip.IsIPv4MappedToIPv6)
        {
            ip = ip.MapToIPv4();
        }

        if (ip.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return ip.IsIPv6LinkLocal || ip.IsIPv6UniqueLocal || ip.IsIPv6SiteLocal || ip.Equals(IPAddress.IPv6Any);
        }

        var bytes = ip.GetAddressBytes();
        return bytes is [0 or 10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [169, 254, ..] or [100, >= 64 and <= 127, ..];
    }
}
