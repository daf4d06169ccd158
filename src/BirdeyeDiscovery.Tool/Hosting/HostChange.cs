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

    /// <summary>Gets whether the store has several chains, and only the rows of one are shown.</summary>
    public bool IsOneOfSeveralChains { get; init; }

    /// <summary>Gets what is put in front of the history of the store.</summary>
    public Func<IDiscoveryHistory, IDiscoveryHistory>? History { get; init; }

    /// <summary>
    /// Gets what is put in front of the tracked tokens of the store; it gets the history that <see cref="History"/> made.
    /// </summary>
    public Func<ITrackedTokenStore, IDiscoveryHistory, ITrackedTokenStore>? Tokens { get; init; }

    /// <summary>Gets the least level that goes to the error stream.</summary>
    public LogLevel MinLogLevel { get; init; } = LogLevel.None;
}
