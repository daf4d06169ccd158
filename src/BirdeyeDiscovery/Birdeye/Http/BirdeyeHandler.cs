using System.Diagnostics;
using System.Net;

namespace BirdeyeDiscovery;

/// <summary>Creates the HTTP handler that sends real requests to the API.</summary>
internal static class BirdeyeHandler
{
    public static SocketsHttpHandler Create() => Create(HttpClient.DefaultProxy);

    /// <param name="proxy">The host's proxy, from its environment or system settings.</param>
    internal static SocketsHttpHandler Create(IWebProxy proxy) => new()
    {
        Proxy = new SecureProxy(proxy),
        // A redirect would send the API key to whatever host it names.
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseHeadersLength = 32,
        MaxResponseDrainSize = 64 * 1024,
        // No trace headers are sent. The host's spans do not need them, and the vendor must not learn the host's trace ids and baggage.
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        // The HTTP handler must not resend a request by itself: that would bypass the limiter, the count of compute units and the retry
        // budget.
        PlaintextStreamFilter = static (context, _) => ValueTask.FromResult<Stream>(new SingleSendStream(context.PlaintextStream)),
    };
}
