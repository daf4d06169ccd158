using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>Numbers of events become visible in their order: who reads on after the last one it saw misses none.</summary>
public sealed class PostgresEventOrderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_writes_events_waits_for_who_has_numbered_some_and_not_yet_committed()
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await using var services = await harness.OpenServicesAsync();
        var database = services.GetRequiredKeyedService<PostgresDatabase>(string.Empty);
        Task<CommitResult> later = null!;

        var first = await database.WriteAsync(
            "write an event",
            async (transaction, cancelled) =>
            {
                await using var batch = database.Batch(transaction.Connection!, transaction, isFirst: true);
                batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresLeaseSql>().LockEpoch));
                batch.BatchCommands.Add(database.Sql<PostgresEventSql>().Insert([Plans.Event("first", LifecycleEventType.Paused, 1)], snapshotId: null));
                await batch.ExecuteNonQueryAsync(cancelled);

                later = Task.Run(async () => await harness.CommitAsync(Plans.Full(1), Cancel), Cancel);
                await Poll.UntilAsync(
                    async () => later.IsCompleted || (long)(await harness.QueryScalarAsync(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", Cancel))! > 0,
                    () => "The commit neither ends nor waits.");
                Assert.False(later.IsCompleted, "The commit did not wait.");
                await transaction.CommitAsync(cancelled);
                return 0;
            },
            Cancel);

        var committed = await later;
        var events = await harness.History.GetEventsAsync(0, 10, Cancel);
        Assert.Equal(["first", Tokens.Bonk], events.Select(item => item.TokenAddress));
        Assert.Equal(events[1], Assert.Single(committed.Events));
        Assert.Equal(0, first);
    }

    [Fact]
    public Task An_operators_action_too_waits_for_who_has_numbered_events_and_not_yet_committed() => AssertWaitsAsync(
        static async harness => Assert.Equal(OperatorStatus.Applied, (await Operators.Of(harness.Host, harness).PauseAsync(Tokens.Bonk, Operators.Note(), Cancel)).Status));

    [Fact]
    public Task A_strategy_changed_by_hand_too_waits_for_who_has_numbered_events_and_not_yet_committed() => AssertWaitsAsync(
        static async harness => Assert.True((await harness.Host.Strategies.ChangeStrategyAsync(
            new StrategyChange { TokenAddress = Tokens.Bonk, StrategyType = "other", ChangedBy = "alice" }, Cancel)).IsDone));

    [Fact]
    public async Task A_reader_that_goes_on_after_the_last_number_sees_each_event_once_while_many_write()
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(
            async () =>
            {
                for (var index = 0; index < 15; index++)
                {
                    await harness.Store.SeedAsync(harness.Epoch, [Tokens.New($"{writer}-{index}", "S", 1)], Cancel);
                }
            },
            Cancel)).ToArray();
        var writing = Task.WhenAll(writers);

        var seen = new List<LifecycleEvent>();
        for (var isLast = false; !isLast;)
        {
            isLast = writing.IsCompleted;
            seen.AddRange(await harness.History.GetEventsAsync(seen.LastOrDefault()?.Id ?? 0, 10_000, Cancel));
        }

        await writing;
        Assert.Equal(60, seen.Select(item => item.TokenAddress).Distinct().Count());
        Assert.Equal(await harness.History.GetEventsAsync(0, 10_000, Cancel), seen);
    }

    private static async Task AssertWaitsAsync(Func<PostgresHarness, Task> write)
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        await using var services = await harness.OpenServicesAsync();
        var database = services.GetRequiredKeyedService<PostgresDatabase>(string.Empty);
        Task later = null!;

        await database.WriteAsync(
            "write an event",
            async (transaction, cancelled) =>
            {
                await using var batch = database.Batch(transaction.Connection!, transaction, isFirst: true);
                batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresLeaseSql>().LockEpoch));
                batch.BatchCommands.Add(database.Sql<PostgresEventSql>().Insert([Plans.Event("first", LifecycleEventType.Paused, 1)], snapshotId: null));
                await batch.ExecuteNonQueryAsync(cancelled);

                later = Task.Run(() => write(harness), Cancel);
                await Poll.UntilAsync(
                    async () => later.IsCompleted || (long)(await harness.QueryScalarAsync(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", Cancel))! > 0,
                    () => "The writer neither ends nor waits.");
                Assert.False(later.IsCompleted, "The writer did not wait.");
                await transaction.CommitAsync(cancelled);
                return 0;
            },
            Cancel);

        await later;
        Assert.Equal([Tokens.Bonk, "first", Tokens.Bonk], (await harness.History.GetEventsAsync(0, 10, Cancel)).Select(static item => item.TokenAddress));
    }
}
