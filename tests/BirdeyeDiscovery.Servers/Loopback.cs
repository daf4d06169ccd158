using System.Net;
using System.Net.Sockets;

namespace BirdeyeDiscovery.Servers;

/// <summary>Ports of this machine that nothing listens on.</summary>
public static class Loopback
{
    /// <summary>Gets a port that was free a moment ago; who starts a server on it tries another when it is taken meanwhile.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
