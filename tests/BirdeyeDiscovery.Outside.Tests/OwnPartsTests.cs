using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>An engine with a store, a cache and a market source of the host.</summary>
public sealed class OwnPartsTests
{
    [Fact]
    public async Task A_cycle_reads_the_own_source_and_writes_the_own_store_and_a_bot_reads_the_own_cache()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var database = new MemoryDatabase(TimeProvider.System);
        var source = new MemoryMarketSource(MemoryToken.Samples, TimeProvider.System);
        var services = new ServiceCollection();
        services.AddBirdeyeDiscovery(static options => options.Birdeye.ApiKey = new ApiKey("none"))
            .UseStore(_ => database.Open())
            .UseMarketSource(_ => source)
            .UseCache(static _ => new MemoryCacheLayer(new Memory(TimeProvider.System), "", TimeProvider.System))
            .UseOpenPositions(static _ => new NoPositions())
            .WithoutHostedService();
        await using var provider = services.BuildServiceProvider();

        var result = await provider.GetRequiredService<IDiscoveryEngine>().RunCycleAsync(cancellation);

        Assert.Equal((CycleStatus.Ran, true), (result.Status, source.Requests > 0));
        Assert.Equal(CycleOutcome.Complete, result.Snapshot!.Outcome);
        Assert.Equal(result.Snapshot, await provider.GetRequiredService<IDiscoveryHistory>().FindSnapshotAsync(result.Snapshot.CycleTimestamp, cancellation));
        var view = await provider.GetRequiredService<ILiveReader>().GetViewAsync(cancellation);
        Assert.True(view.TryGet(out var cycle));
        Assert.Subset(cycle.Scores.Select(static score => score.Address).ToHashSet(StringComparer.Ordinal), MemoryToken.Samples.Keys.ToHashSet(StringComparer.Ordinal));
    }
}
