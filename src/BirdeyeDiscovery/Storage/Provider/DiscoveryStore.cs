namespace BirdeyeDiscovery.Storage;

/// <summary>
/// Represents the store of an engine with all its parts, as it is given to <see cref="BirdeyeDiscoveryBuilderExtensions.UseStore"/>.
/// </summary>
/// <remarks>
/// An engine runs on the required parts. A service that needs another part which the store lacks is an error that names the part.
/// One object may implement several parts. The container disposes every disposable part that it has resolved, so a second disposal must be
/// harmless. Register what the parts share, such as a database, as a service of the container.
/// </remarks>
public sealed class DiscoveryStore
{
    /// <summary>Gets the store of the tracked tokens and of the commits of cycles.</summary>
    public required ITrackedTokenStore Tokens { get; init; }

    /// <summary>Gets the reader of what cycles wrote.</summary>
    public required IDiscoveryHistory History { get; init; }

    /// <summary>Gets the leadership among the hosts of one engine.</summary>
    public required ILeaderLease Lease { get; init; }

    /// <summary>Gets the store of operators' actions.</summary>
    public required ILifecycleStore Lifecycle { get; init; }

    /// <summary>Gets the maintenance of the history.</summary>
    public required IStoreMaintenance Maintenance { get; init; }

    /// <summary>Gets the ledger of the closed trades. The engine reports the conflicts that it returns.</summary>
    /// <value><see langword="null"/> for a store that keeps no trades.</value>
    public ITradeLedger? Trades { get; init; }

    /// <summary>Gets the store of the strategies of tokens.</summary>
    /// <value>
    /// <see langword="null"/> for a store whose strategies are read in another way. It still stores those that a cycle assigns.
    /// </value>
    public IStrategyStore? Strategies { get; init; }

    /// <summary>Gets the analytics of trades and scores.</summary>
    /// <value><see langword="null"/> for a store that has none.</value>
    public IDiscoveryAnalytics? Analytics { get; init; }

    /// <summary>Gets the ledger of the compute units that the hosts of an account spend.</summary>
    /// <value>
    /// <see langword="null"/> for a store that has none: an engine with <c>Birdeye:ComputeUnitsPerMonth</c> then does not start.
    /// </value>
    public IComputeUnitLedger? ComputeUnits { get; init; }

    /// <summary>Gets the memory of the variants that were evaluated on the history.</summary>
    /// <value><see langword="null"/> for a store that does not remember them.</value>
    public IEvaluationTrials? Trials { get; init; }

    /// <summary>Gets the source of the bot's open positions.</summary>
    /// <value>
    /// <see langword="null"/> for a store that has none: the host then calls
    /// <see cref="BirdeyeDiscoveryBuilderExtensions.UseOpenPositions"/>.
    /// </value>
    public IOpenPositionSource? Positions { get; init; }

    /// <summary>Gets the listener that reports events which another host wrote.</summary>
    /// <value><see langword="null"/> for a store that cannot report them: readers of the feed find such events by polling.</value>
    public ILifecycleListener? Listener { get; init; }

    // The compiler makes a host set the required parts of its store but cannot prevent null, so each part is checked here.
    internal IReadOnlyList<string> Missing()
    {
        (object? Part, string Name, Type Contract)[] parts =
        [
            (Tokens, nameof(Tokens), typeof(ITrackedTokenStore)),
            (History, nameof(History), typeof(IDiscoveryHistory)),
            (Lease, nameof(Lease), typeof(ILeaderLease)),
            (Lifecycle, nameof(Lifecycle), typeof(ILifecycleStore)),
            (Maintenance, nameof(Maintenance), typeof(IStoreMaintenance)),
        ];
        return [.. parts.Where(static part => part.Part is null).Select(static part => $"{part.Name} ({part.Contract.Name})")];
    }
}
