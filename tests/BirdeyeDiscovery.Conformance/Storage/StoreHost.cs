namespace BirdeyeDiscovery.Conformance;

/// <summary>One host's view of a store: what a process that embeds the library has.</summary>
public sealed class StoreHost(ITrackedTokenStore store, IDiscoveryHistory history, ILeaderLease lease, IAsyncDisposable resources) : IAsyncDisposable
{
    public static TimeSpan LeaseDuration { get; } = TimeSpan.FromSeconds(30);

    public ITrackedTokenStore Store { get; } = store;

    public IDiscoveryHistory History { get; } = history;

    public ILeaderLease Lease { get; } = lease;

    public ITradeLedger Trades { get => field ?? throw Missing(nameof(Trades)); init; }

    public IDiscoveryAnalytics Analytics { get => field ?? throw Missing(nameof(Analytics)); init; }

    public IStrategyStore Strategies { get => field ?? throw Missing(nameof(Strategies)); init; }

    public async ValueTask<long> LeadAsync(CancellationToken cancellationToken) =>
        await Lease.AcquireOrRenewAsync(LeaseDuration, cancellationToken) ?? throw new InvalidOperationException("Another host leads.");

    public async ValueTask DisposeAsync()
    {
        await Lease.DisposeAsync();
        await resources.DisposeAsync();
    }

    private static InvalidOperationException Missing(string part) => new($"The provider's harness gives no {part}.");
}
