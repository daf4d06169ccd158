using BirdeyeDiscovery.Integration.Tests.Pooled;
using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>What goes wrong within the COMMIT itself, which is the last statement of a batch: directly and behind PgBouncer.</summary>
public sealed class LastStatementTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PostgresErrorCodes.CheckViolation, false, false)]
    [InlineData(PostgresErrorCodes.SerializationFailure, true, false)]
    [InlineData(PostgresErrorCodes.SerializationFailure, true, true)]
    public async Task An_error_that_only_the_end_finds_fails_the_commit_and_leaves_nothing(string sqlState, bool isTransient, bool isPooled)
    {
        await using var store = await StartAsync(isPooled);
        await AtTheEndAsync(store, $"RAISE EXCEPTION 'late' USING ERRCODE = '{sqlState}'");

        var error = await store.FailAsync(FaultyStore.Plan(1), isTransient);

        Assert.Equal(sqlState, Assert.IsType<PostgresException>(error.InnerException).SqlState);
        Assert.False(await store.IsWholeAsync(FaultyStore.Plan(1)));
        await ForgetAsync(store);
        await store.AssertHealthyAsync(FaultyStore.Plan(1), FaultyStore.Plan(2));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_that_cancels_while_the_server_commits_leaves_all_or_nothing(bool isPooled)
    {
        await using var store = await StartAsync(isPooled);
        await AtTheEndAsync(store, "PERFORM pg_sleep(20)");
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var commit = store.Host.Store.CommitCycleAsync(store.Harness.Epoch, FaultyStore.Plan(1), cancelled.Token).AsTask();
        await CommitsAsync(store.Harness);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit);
        await ForgetAsync(store);
        await store.AssertHealthyAsync(FaultyStore.Plan(1), FaultyStore.Plan(2));
    }

    [Fact]
    public async Task A_commit_that_takes_too_long_is_undone_by_the_server()
    {
        await using var store = await FaultyStore.StartAsync();
        await AtTheEndAsync(store, "PERFORM pg_sleep(20)");

        await store.FailAsync(FaultyStore.Plan(1));

        await ForgetAsync(store);
        Assert.False(await store.IsWholeAsync(FaultyStore.Plan(1)));
        await store.AssertHealthyAsync(FaultyStore.Plan(1), FaultyStore.Plan(2));
    }

    /// <summary>Waits until a session is within its COMMIT.</summary>
    internal static Task CommitsAsync(PostgresHarness harness) => Poll.UntilAsync(
        async () => (long)(await harness.QueryScalarAsync(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'", Cancel))! == 1,
        () => "Nobody commits.");

    /// <summary>Lets the server do something at the end of each transaction that writes a snapshot.</summary>
    internal static ValueTask AtTheEndAsync(PostgresHarness harness, string statement) => harness.ExecuteAsync(
        $"""
        CREATE FUNCTION discovery.at_the_end() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN {statement.Replace("'", "''", StringComparison.Ordinal)}; RETURN NULL; END';
        CREATE CONSTRAINT TRIGGER at_the_end AFTER INSERT ON discovery.discovery_snapshots DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION discovery.at_the_end()
        """,
        Cancel);

    private static ValueTask AtTheEndAsync(FaultyStore store, string statement) => AtTheEndAsync(store.Harness, statement);

    private static async Task ForgetAsync(FaultyStore store) =>
        await store.Harness.ExecuteAsync("DROP TRIGGER at_the_end ON discovery.discovery_snapshots", Cancel);

    private static Task<FaultyStore> StartAsync(bool isPooled) => FaultyStore.StartAsync(isPooled ? new PooledHarness() : null, TimeSpan.FromSeconds(10));
}
