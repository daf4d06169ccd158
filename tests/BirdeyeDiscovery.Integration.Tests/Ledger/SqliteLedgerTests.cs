using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Integration.Tests.Sqlite;
using BirdeyeDiscovery.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Integration.Tests.Ledger;

public sealed class SqliteLedgerTests : LedgerOnStore
{
    [Fact]
    public async Task The_verb_adds_the_services_of_the_engine()
    {
        var folder = Directory.CreateTempSubdirectory("discovery-ledger-");
        try
        {
            var services = new ServiceCollection();
            services.AddBirdeyeDiscovery(static _ => { }).UseSqlite(Path.Combine(folder.FullName, "a.db")).AddLedger().AddLedger();
            await using var provider = services.BuildServiceProvider();
            await provider.GetRequiredService<ITrackedTokenStore>().InitializeAsync(SchemaMode.Apply, TestContext.Current.CancellationToken);

            var thrown = await Assert.ThrowsAsync<LedgerException>(async () => await provider.GetRequiredService<IDiscoveryExplainer>()
                .ExplainAsync("SOL", null, TestContext.Current.CancellationToken));

            Assert.Equal(LedgerFault.NoCycles, thrown.Fault);
            Assert.Equal(new ReplayVerification(0, 0, 0, 0, null), await provider.GetRequiredService<ICycleReplayer>().VerifyAsync(cancellationToken: TestContext.Current.CancellationToken));
            var report = await provider.GetRequiredService<ILedgerReporter>().BuildAsync(cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal((0, 0, "The store has no cycle yet.", null), (report.Tokens.Count, report.Periods.Count, thrown.Message, report.WhyNotExplained));
            Assert.Empty(await provider.GetRequiredService<IMembershipHistory>().GetTrackedAsOfAsync(DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    protected override StoreHarness Create() => new SqliteHarness();
}
