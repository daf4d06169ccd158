using System.Net;

namespace BirdeyeDiscovery;

/// <summary>
/// Goes through the proxy of the host only where the proxy cannot read the key: not for this machine itself, and not in clear.
/// </summary>
/// <remarks>A request over https passes a proxy as a tunnel. One over http is handed to it whole, headers included.</remarks>
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
