namespace BirdeyeDiscovery.Storage;

/// <summary>A store of an engine, with all its parts: what <see cref="StoreBuilderExtensions.UseStore"/> is given.</summary>
/// <remarks>
/// One object may implement several parts. The container disposes a part that is disposable as soon as it was asked for, so that disposing twice must be harmless;
/// what the parts share, such as a database, is best a service of the container.
/// </remarks>
public sealed class DiscoveryStore
{
    /// <summary>Gets the tracked tokens and the commits of cycles.</summary>
    public required ITrackedTokenStore Tokens { get; init; }

    /// <summary>Gets the reads of what cycles wrote.</summary>
    public required IDiscoveryHistory History { get; init; }

    /// <summary>Gets the leadership among the hosts of one engine.</summary>
    public required ILeaderLease Lease { get; init; }

    /// <summary>Gets the closed trades. The engine reports conflicts that this part answers.</summary>
    public required ITradeLedger Trades { get; init; }

    /// <summary>Gets the analytics of trades and scores.</summary>
    public required IDiscoveryAnalytics Analytics { get; init; }

    /// <summary>Gets the strategies of tokens.</summary>
    public required IStrategyStore Strategies { get; init; }

    /// <summary>Gets the actions of operators.</summary>
    public required ILifecycleStore Lifecycle { get; init; }

    /// <summary>Gets the upkeep of the history.</summary>
    public required IStoreMaintenance Maintenance { get; init; }

    /// <summary>Gets the bot's open positions.</summary>
    /// <value><see langword="null"/> for a store that knows of none: the host then calls <see cref="BirdeyeDiscoveryBuilderExtensions.UseOpenPositions"/>.</value>
    public IOpenPositionSource? Positions { get; init; }

    /// <summary>Gets what tells of events that another host wrote.</summary>
    /// <value><see langword="null"/> for a store that cannot tell: readers of the feed find such events by polling.</value>
    public ILifecycleListener? Listener { get; init; }

    // The compiler asks for the required parts, but a null passes it.
    internal IReadOnlyList<string> Missing()
    {
        (object? Part, string Name, Type Contract)[] parts =
        [
            (Tokens, nameof(Tokens), typeof(ITrackedTokenStore)),
            (History, nameof(History), typeof(IDiscoveryHistory)),
            (Lease, nameof(Lease), typeof(ILeaderLease)),
            (Trades, nameof(Trades), typeof(ITradeLedger)),
            (Analytics, nameof(Analytics), typeof(IDiscoveryAnalytics)),
            (Strategies, nameof(Strategies), typeof(IStrategyStore)),
            (Lifecycle, nameof(Lifecycle), typeof(ILifecycleStore)),
            (Maintenance, nameof(Maintenance), typeof(IStoreMaintenance)),
        ];
        return [.. parts.Where(static part => part.Part is null).Select(static part => $"{part.Name} ({part.Contract.Name})")];
    }
}
