using System.Diagnostics;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Faults that only sockets have: bodies that never end, drip, break off or unfold.</summary>
[Collection(nameof(Alone))]
public sealed class StreamFaultTests
{
    private static readonly Dictionary<string, (LocalFault Fault, string Says)> Faults = new(StringComparer.Ordinal)
    {
        ["stall"] = (LocalFault.Stall(), "Timeout"),
        ["drip"] = (LocalFault.Drip(TimeSpan.FromMilliseconds(50)), "Timeout"),
        ["giant body"] = (LocalFault.GiantBody(1L << 40), "TooLarge"),
        ["gzip bomb"] = (LocalFault.GzipBomb(1L << 30), "TooLarge"),
        ["half a body"] = (LocalFault.Truncated(), "Network"),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_stream_that_does_not_end_well_costs_a_bounded_time_and_one_cycle(string name)
    {
        var (fault, says) = Faults[name];
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();

        // Host and API have one clock: a host that is off the API runs no cycle.
        var clock = new ScaledTimeProvider(FaultyMarket.Start, 10);
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = clock, Seed = 3, Origin = FaultyMarket.Start, Plan = new LocalPlan { RequestsPerSecond = 100_000 } });
        var address = await birdeye.StartAsync(cancellation);
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(clock)
            .AddBirdeyeDiscovery(options =>
            {
                options.Birdeye.BaseUrl = address;
                options.Birdeye.RequestsPerSecond = 1_000;

                // In real time: short where only it ends the stream, out of the way of a busy machine everywhere else.
                options.Birdeye.AttemptTimeout = TimeSpan.FromSeconds(says == "Timeout" ? 1 : 60);
                options.Birdeye.MaxResponseBytes = 1 << 20;
                options.Discovery.TrendingLimit = 5;
                options.Discovery.Interval = TimeSpan.FromSeconds(1);
            })
            .UseSqlite(folder.File("discovery.db"))
            .WithoutHostedService()
            .Services.BuildServiceProvider();
        var engine = services.GetRequiredService<IDiscoveryEngine>();
        clock.Start();
        birdeye.Inject(fault with { Path = FaultyMarket.TrendingPath });
        var began = Stopwatch.GetTimestamp();
        var allocated = GC.GetTotalAllocatedBytes();
        var failed = await engine.RunCycleAsync(cancellation);

        Assert.Equal(CycleOutcome.Failed, failed.Snapshot!.Outcome);
        Assert.Contains($"Trending: 1 failed ({says})", failed.Snapshot.Error, StringComparison.Ordinal);
        Assert.InRange(birdeye.Log.Count, 1, 3);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.InRange(GC.GetTotalAllocatedBytes() - allocated, 0, 256L << 20);

        birdeye.ClearFaults();
        CycleResult? healthy = null;
        while (healthy is not { Status: CycleStatus.Ran })
        {
            healthy = await engine.RunCycleAsync(cancellation);
            Assert.Contains(healthy.Status, new[] { CycleStatus.NotDue, CycleStatus.Ran });
        }

        Assert.Equal(CycleOutcome.Complete, healthy.Snapshot!.Outcome);
    }
}
