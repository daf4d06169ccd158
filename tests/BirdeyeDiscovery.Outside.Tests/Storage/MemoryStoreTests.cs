using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>The published suites of a store, run on the store in memory.</summary>
public static class MemoryStoreTests
{
    public sealed class Analytics : AnalyticsConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class ComputeUnitLedger : ComputeUnitLedgerConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class CycleCommit : CycleCommitConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class CycleState : CycleStateConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class DiscoveryHistory : DiscoveryHistoryConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class Feed : FeedConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class LeaderLease : LeaderLeaseConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class Maintenance : MaintenanceConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class Migration : MigrationConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class OpenPosition : OpenPositionConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class Operator : OperatorConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class Schema : SchemaConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class SeedQuery : SeedQueryConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class StatementsByHand : StatementsByHandConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class Strategy : StrategyConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class StrategyChange : StrategyChangeConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class StrategyRegistry : StrategyRegistryConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class TrackedTokenStore : TrackedTokenStoreConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class TradeHistory : TradeHistoryConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class TradeLedger : TradeLedgerConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class Upgrade : UpgradeConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    public sealed class Version : VersionConformance
    {
        protected override StoreHarness Create() => new MemoryHarness();
    }

    /// <summary>The store does not remember evaluated variants, which it may leave out.</summary>
    public sealed class Coverage : StoreConformanceCoverage
    {
        protected override IReadOnlyCollection<Type> LeftOut => [typeof(EvaluationTrialsConformance)];
    }
}
