using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>A generated market with people who act at random, positions, restarts and migrations: the events, folded over legal edges, give the table (I12).</summary>
public sealed class OperatorSimulationTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    private static bool IsLong => Environment.GetEnvironmentVariable("BIRDEYE_LONG") == "1";

    [Fact]
    public async Task On_SQLite_replaying_the_events_gives_the_table_after_every_cycle()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("hands.db");
        await OnItsOwnThread(() => RunAsync(builder => builder.UseSqlite(path), IsLong ? 500 : 50, seed: 5));
    }

    [Fact]
    public async Task On_PostgreSQL_replaying_the_events_gives_the_table_after_every_cycle()
    {
        await using var database = await TestDatabase.CreateAsync();
        await OnItsOwnThread(() => RunAsync(builder => builder.UsePostgres(database.ConnectionString()), IsLong ? 500 : 25, seed: 6));
    }

    // A simulated cycle holds the thread that drives it.
    private static Task OnItsOwnThread(Func<Task> run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private static async Task RunAsync(Action<IBirdeyeDiscoveryBuilder> useStore, int cycles, int seed)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var clock = new SimulatedClock(Start);
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = clock, Seed = (ulong)seed, Origin = Start });
        var people = new RandomPeople(seed);
        var (host, heldCycles) = (New(), 0);
        var invariants = new CycleInvariants(mostActive: int.MaxValue);
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            if (people.Restarts())
            {
                await host.DisposeAsync();
                host = New();
            }

            // The first cycle makes the schema: before it, nobody acts.
            for (var action = 0; cycle > 0 && action < 2; action++)
            {
                await people.ActAsync(host.Lifecycle, host.Store, cancellation);
            }

            var held = cycle == 0 ? [] : (await host.Store.GetTokensAsync([], cancellation)).Where(static token => token.HeldBy is not null).Select(static token => token.Address).ToHashSet();
            var letGo = people.ActedDuringCycles;
            people.DuringCycle = () => people.ActAsync(host.Lifecycle, host.Store, cancellation);
            var result = host.RunNext();
            people.DuringCycle = null;
            Assert.Equal(CycleStatus.Ran, result.Status);
            heldCycles += held.Count > 0 ? 1 : 0;

            // Unless somebody let go while it ran, a cycle moves nothing that a person holds.
            Assert.DoesNotContain(result.Events, row => people.ActedDuringCycles == letGo && held.Contains(row.TokenAddress));
            await invariants.CheckAsync(host, result);
        }

        Assert.All(await host.Store.GetTokensAsync([], cancellation), static token => Assert.False(token is { Status: TokenStatus.Active, HeldBy: not null }));
        var done = await host.Lifecycle.GetActionsAsync(0, 10_000, cancellation);
        Assert.Equal(people.Applied, done.Count);
        Assert.True(done.Select(static action => action.Act).Distinct().Count() >= 5, "nearly every kind of action took place");

        Assert.True(heldCycles > cycles / 2, $"{heldCycles} cycles met a token that somebody holds");

        // Chance alone; the short run may have none.
        Assert.True(cycles < 50 || people.ActedDuringCycles > 0, "somebody acted while a cycle ran");
        await host.DisposeAsync();

        SimulatedHost New() => new(
            useStore,
            clock,
            birdeye,
            static options => options.Discovery.RemoveAfter = TimeSpan.FromMinutes(6),
            builder => builder.UseOpenPositions(_ => people));
    }
}
