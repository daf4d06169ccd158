using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery.Conformance;

/// <summary>One host's view of a store: what a process that embeds the library has. It ends with the services it came from.</summary>
public sealed class StoreHost(IServiceProvider services) : IAsyncDisposable
{
    public static TimeSpan LeaseDuration { get; } = TimeSpan.FromSeconds(30);

    public ITrackedTokenStore Store => Get<ITrackedTokenStore>();

    public IDiscoveryHistory History => Get<IDiscoveryHistory>();

    public ILeaderLease Lease => Get<ILeaderLease>();

    public IStoreMaintenance Maintenance => Get<IStoreMaintenance>();

    public ITradeLedger Trades => Get<ITradeLedger>();

    public IDiscoveryAnalytics Analytics => Get<IDiscoveryAnalytics>();

    public IStrategyStore Strategies => Get<IStrategyStore>();

    public IOpenPositionSource Positions => Get<IOpenPositionSource>();

    public ILifecycleStore LifecycleStore => Get<ILifecycleStore>();

    /// <summary>Gets the store with all its parts, for the services of another engine, which has a listener of its own or none.</summary>
    public DiscoveryStore ToStore(ILifecycleListener? listener = null)
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
            Positions = new HostPositions(this),
            Listener = listener,
        };
    }

    public async ValueTask<long> LeadAsync(CancellationToken cancellationToken) =>
        await Lease.AcquireOrRenewAsync(LeaseDuration, cancellationToken) ?? throw new InvalidOperationException("Another host leads.");

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
