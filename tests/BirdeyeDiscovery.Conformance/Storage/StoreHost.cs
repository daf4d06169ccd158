using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery.Conformance;

/// <summary>Represents a host that uses a store, as a process that embeds the library does.</summary>
/// <param name="services">The services of the host, which end with it.</param>
public sealed class StoreHost(IServiceProvider services) : IAsyncDisposable
{
    /// <summary>Gets how long a lease of the suites lasts without renewal.</summary>
    public static TimeSpan LeaseDuration { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the store of the tracked tokens.</summary>
    public ITrackedTokenStore Store => Get<ITrackedTokenStore>();

    /// <summary>Gets the reader of what cycles wrote.</summary>
    public IDiscoveryHistory History => Get<IDiscoveryHistory>();

    /// <summary>Gets the leadership of this host.</summary>
    public ILeaderLease Lease => Get<ILeaderLease>();

    /// <summary>Gets the maintenance of the history.</summary>
    public IStoreMaintenance Maintenance => Get<IStoreMaintenance>();

    /// <summary>Gets the ledger of the closed trades.</summary>
    public ITradeLedger Trades => Get<ITradeLedger>();

    /// <summary>Gets the analytics.</summary>
    public IDiscoveryAnalytics Analytics => Get<IDiscoveryAnalytics>();

    /// <summary>Gets the store of the strategies.</summary>
    public IStrategyStore Strategies => Get<IStrategyStore>();

    /// <summary>Gets the ledger of the compute units.</summary>
    public IComputeUnitLedger ComputeUnits => Get<IComputeUnitLedger>();

    /// <summary>Gets the memory of the evaluated variants.</summary>
    public IEvaluationTrials Trials => Get<IEvaluationTrials>();

    /// <summary>Gets the source of the open positions.</summary>
    public IOpenPositionSource Positions => Get<IOpenPositionSource>();

    /// <summary>Gets the store of operators' actions.</summary>
    public ILifecycleStore LifecycleStore => Get<ILifecycleStore>();

    /// <summary>Gets the store with all its parts, for the services of another engine, which has a listener of its own or none.</summary>
    internal DiscoveryStore ToStore(ILifecycleListener? listener = null)
    {
        var store = Get<DiscoveryStore>();
        return new DiscoveryStore
        {
            Tokens = store.Tokens,
            History = store.History,
            Lease = store.Lease,
            Lifecycle = store.Lifecycle,
            Maintenance = store.Maintenance,
            Trades = store.Trades,
            Strategies = store.Strategies,
            Analytics = store.Analytics,
            ComputeUnits = store.ComputeUnits,
            Trials = store.Trials,
            Positions = new HostPositions(this),
            Listener = listener,
        };
    }

    /// <summary>Acquires leadership, which no other host may have.</summary>
    public async ValueTask<long> LeadAsync(CancellationToken cancellationToken) =>
        await Lease.AcquireOrRenewAsync(LeaseDuration, cancellationToken) ?? throw new InvalidOperationException("Another host leads.");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Lease.DisposeAsync();
        await ((IAsyncDisposable)services).DisposeAsync();
    }

    private T Get<T>()
        where T : notnull => services.GetRequiredKeyedService<T>(Options.DefaultName);

    // The store may have no positions. Only a test that reads them then fails.
    private sealed class HostPositions(StoreHost host) : IOpenPositionSource
    {
        public ValueTask<IReadOnlyDictionary<string, PositionState>> GetAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken) =>
            host.Positions.GetAsync(addresses, cancellationToken);
    }
}
