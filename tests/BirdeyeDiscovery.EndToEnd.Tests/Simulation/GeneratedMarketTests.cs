using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Days of a generated market on a simulated clock.</summary>
public sealed class GeneratedMarketTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("BIRDEYE_LONG") == "1";

    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Five_hundred_cycles_keep_every_invariant_and_repeat_to_the_row()
    {
        // The second run repeats the first part only: a difference that comes from the process shows within it.
        var repeated = IsLong ? 500 : 200;
        using var folder = new TemporaryFolder();
        var first = OnItsOwnThread(() => RunAsync(folder.File("first.db"), 500, repeated, check: true));
        var second = OnItsOwnThread(() => RunAsync(folder.File("second.db"), repeated, repeated, check: false));

        Assert.Equal(await first, await second);
    }

    [Fact]
    public async Task Faults_and_restarts_in_any_order_break_no_invariant_and_do_not_outlast_themselves()
    {
        using var folder = new TemporaryFolder();
        await OnItsOwnThread(() => RunWithFaultsAsync(folder.File("faults.db"), 120));
    }

    // A simulated cycle holds the thread that drives it.
    private static Task<T> OnItsOwnThread<T>(Func<Task<T>> run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    /// <summary>Runs cycles, and gets the rows of the store after the first ones.</summary>
    private static async Task<IReadOnlyList<string>> RunAsync(string path, int cycles, int first, bool check)
    {
        IReadOnlyList<string> rows = [];
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

            if (cycle + 1 == first)
            {
                rows = await DatabaseDump.RowsAsync(path);
            }
        }

        return rows;
    }

    private static async Task<int> RunWithFaultsAsync(string path, int cycles)
    {
        var clock = new SimulatedClock(Start);
        var faults = new RandomFaults(seed: 11);
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = clock, Seed = 11, Origin = Start });
        var host = CreateHost();
        var invariants = new CycleInvariants();
        var outcomes = new HashSet<CycleOutcome>();
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            var injected = faults.Next(host.Engine.LastResult);
            birdeye.ClearFaults();
            injected.ForEach(birdeye.Inject);
            if (faults.Restarts())
            {
                await host.DisposeAsync();
                host = CreateHost();
            }

            var result = host.RunNext();

            Assert.Equal(CycleStatus.Ran, result.Status);
            Assert.True(
                injected.Count > 0 || result.Snapshot!.Outcome == CycleOutcome.Complete,
                $"cycle {cycle} met no fault and is {result.Snapshot!.Outcome}: {result.Snapshot.Error}");
            Assert.DoesNotContain(result.Scores, score => score.TokenAddress == faults.FailingAddress && score.Rank is not null);
            await invariants.CheckAsync(host, result);
            outcomes.Add(result.Snapshot!.Outcome);
        }

        await host.DisposeAsync();
        Assert.Equal([CycleOutcome.Complete, CycleOutcome.Degraded, CycleOutcome.Failed], outcomes.Order());
        return cycles;

        // Deadlines of attempts are real time: short where an answer never comes, out of the way everywhere else.
        SimulatedHost CreateHost() => new(path, clock, birdeye, options =>
        {
            options.Birdeye.AttemptTimeout = faults.IsStalling ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(60);
            options.Discovery.RemoveAfter = TimeSpan.FromHours(1);
        });
    }
}
