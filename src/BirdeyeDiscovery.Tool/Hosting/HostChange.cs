using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery.Tool;

/// <summary>Represents what differs in the tool's host for one command.</summary>
internal sealed record HostChange
{
    /// <summary>Gets the callback that changes the configuration of the tool's host before the host is built.</summary>
    public Action<IConfigurationManager>? Configure { get; init; }

    public TimeProvider? Clock { get; init; }

    /// <summary>Gets the factory of the handler that the tool's host uses for requests to the API instead of the network.</summary>
    public Func<HttpMessageHandler>? HttpHandler { get; init; }

    /// <summary>Gets whether the store of the tool's host has several chains, and only the rows of one are shown.</summary>
    public bool IsOneOfSeveralChains { get; init; }

    /// <summary>Gets the decorator of the history in the tool's host.</summary>
    public Func<IDiscoveryHistory, IDiscoveryHistory>? History { get; init; }

    /// <summary>Gets the decorator of the tracked tokens in the tool's host; it gets the history that <see cref="History"/> made.</summary>
    public Func<ITrackedTokenStore, IDiscoveryHistory, ITrackedTokenStore>? Tokens { get; init; }

    /// <summary>Gets the lowest level of log events that the tool writes to the error stream.</summary>
    public LogLevel MinLogLevel { get; init; } = LogLevel.None;
}
