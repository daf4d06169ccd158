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

    /// <summary>Gets the parts of the store as one, for an engine.</summary>
    public DiscoveryStore ToStore(ILifecycleListener? listener = null) => new()
    {
        Tokens = Store,
        History = History,
        Lease = Lease,
        Trades = Trades,
        Analytics = Analytics,
        Strategies = Strategies,
        Lifecycle = LifecycleStore,
        Maintenance = Maintenance,
        Positions = Positions,
        Listener = listener,
    };

    public async ValueTask<long> LeadAsync(CancellationToken cancellationToken) =>
        await Lease.AcquireOrRenewAsync(LeaseDuration, cancellationToken) ?? throw new InvalidOperationException("Another host leads.");

    public async ValueTask DisposeAsync()
    {
        await Lease.DisposeAsync();
        await ((IAsyncDisposable)services).DisposeAsync();
    }

    private T Get<T>()
        where T : notnull => services.GetRequiredKeyedService<T>(Options.DefaultName);
}
