using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery.Tool;

/// <summary>Represents what differs in the services of one command.</summary>
internal sealed record HostChange
{
    /// <summary>Gets what changes the configuration before it is used.</summary>
    public Action<IConfigurationManager>? Configure { get; init; }

    public TimeProvider? Clock { get; init; }

    /// <summary>Gets what sends the requests to the API instead of the network.</summary>
    public Func<HttpMessageHandler>? HttpHandler { get; init; }

    /// <summary>Gets the least level that goes to the error stream.</summary>
    public LogLevel MinLogLevel { get; init; } = LogLevel.None;
}
