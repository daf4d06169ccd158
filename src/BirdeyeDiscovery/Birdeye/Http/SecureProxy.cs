using System.Net;

namespace BirdeyeDiscovery;

/// <summary>
/// Uses the host's HTTP proxy only where the proxy cannot read the API key: not for this machine itself, and not for unencrypted requests.
/// </summary>
/// <remarks>
/// An https request passes through a proxy in a tunnel. An http request is visible to the proxy completely, headers included.
/// </remarks>
internal sealed class SecureProxy(IWebProxy inner) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => inner.Credentials;
        set => inner.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : inner.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || host.Scheme != Uri.UriSchemeHttps || inner.IsBypassed(host);
}
