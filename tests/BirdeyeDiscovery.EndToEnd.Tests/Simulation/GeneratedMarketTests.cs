using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Days of a generated market on a simulated clock.</summary>
public sealed class GeneratedMarketTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Five_hundred_cycles_keep_every_invariant_and_repeat_to_the_row()
    {
        using var folder = new TemporaryFolder();
        var first = await RunAsync(folder.File("first.db"), 500, check: true);
        var second = await RunAsync(folder.File("second.db"), 500, check: false);

        Assert.Equal(first, second);
    }

    private static async Task<IReadOnlyList<string>> RunAsync(string path, int cycles, bool check)
    {
        var clock = new SimulatedClock(Start);
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = clock, Seed = 7, Origin = Start });
        await using var host = new SimulatedHost(path, clock, birdeye);
        var invariants = new CycleInvariants();
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            var result = host.RunNext();
            Assert.Equal(CycleStatus.Ran, result.Status);
            Assert.Equal(CycleOutcome.Complete, result.Snapshot!.Outcome);
            Assert.Equal(Start + (cycle * TimeSpan.FromMinutes(2)), result.Snapshot.CycleTimestamp);
            if (check)
            {
                await invariants.CheckAsync(host, result);
            }
        }

        return await DatabaseDump.RowsAsync(path);
    }
}
