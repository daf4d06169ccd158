namespace BirdeyeDiscovery.Benchmarks.Stores;

/// <summary>Represents the parts of a host that leads.</summary>
internal sealed record BenchHost(
    ITrackedTokenStore Store,
    IDiscoveryHistory History,
    IDiscoveryAnalytics Analytics,
    ITradeLedger Trades,
    long Epoch);
