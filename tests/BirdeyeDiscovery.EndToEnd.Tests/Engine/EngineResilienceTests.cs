using BirdeyeDiscovery.Testing;
using Polly;
using Polly.Simmy;
using Polly.Simmy.Fault;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Engines whose host injects chaos into the pipelines, or replaces one, against a local Birdeye.</summary>
public sealed class EngineResilienceTests
{
    private const int Cycles = 12;

    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    private readonly SimulatedClock _clock = new(Start);

    [Fact]
    public async Task Cycles_stay_complete_while_every_fortieth_request_and_the_first_attempt_of_every_commit_are_faults()
    {
        using var folder = new TemporaryFolder();
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = _clock, Seed = 7, Origin = Start });
        int requests = 0, lost = 0, operations = 0;
        await using var host = new SimulatedHost(folder.File("chaos.db"), _clock, birdeye, build: builder => builder
            .ConfigureResilience(BirdeyeDiscoveryPipelines.BirdeyeRequests, added => added.AddChaosFault(new ChaosFaultStrategyOptions
            {
                InjectionRate = 1,
                EnabledGenerator = _ => new(++requests % 40 == 0),
                FaultGenerator = _ => new(new HttpRequestException($"chaos {++lost}")),
            }))
            .ConfigureResilience(BirdeyeDiscoveryPipelines.StoreCalls, added =>
            {
                added.TimeProvider = _clock;
                added.AddChaosFault(new ChaosFaultStrategyOptions
                {
                    InjectionRate = 1,
                    EnabledGenerator = _ => new(++operations % 2 == 1),
                    FaultGenerator = static _ => new(new DiscoveryStoreException("chaos") { IsTransient = true }),
                });
            }));
        var invariants = new CycleInvariants();

        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            var result = host.RunNext();

            Assert.Equal((CycleStatus.Ran, CycleOutcome.Complete), (result.Status, result.Snapshot!.Outcome));
            await invariants.CheckAsync(host, result);
        }

        Assert.InRange(lost, Cycles, int.MaxValue);
        Assert.Equal(2 * Cycles, operations);
        var stored = await host.History.GetSnapshotsAsync(100, TestContext.Current.CancellationToken);
        Assert.Equal(Cycles, stored.Select(static snapshot => snapshot.CycleTimestamp).Distinct().Count());
        Assert.Equal(Cycles, stored.Count);
    }

    [Fact]
    public async Task A_host_that_replaces_the_retry_by_none_asks_once_for_each_answer()
    {
        using var folder = new TemporaryFolder();
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = _clock, Seed = 7, Origin = Start });
        birdeye.Inject(LocalFault.Status(500) with { Path = "/defi/token_trending" });
        await using var host = new SimulatedHost(folder.File("once.db"), _clock, birdeye, build: static builder => builder
            .ReplaceResilience(BirdeyeDiscoveryPipelines.BirdeyeCalls, static _ => { }));

        var result = host.RunNext();

        Assert.Equal(CycleOutcome.Failed, result.Snapshot!.Outcome);
        Assert.Contains("Trending: 3 failed (Server)", result.Snapshot.Error, StringComparison.Ordinal);
        Assert.Equal(3, birdeye.Log.Requests.Count(static request => request.Path == "/defi/token_trending"));
    }
}
