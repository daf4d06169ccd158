using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>A real server and its network failing under the store: all or nothing, the truth about it, and health afterwards.</summary>
public sealed class PostgresFaultTests
{
    private static readonly string[] Tables =
        ["discovery_snapshots", "token_scores", "candidate_rejections", "tracked_tokens", "token_lifecycle_events", "cycle_inputs", "shadow_scores"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INSERT INTO \"discovery\".discovery_snapshots")]
    [InlineData("INSERT INTO \"discovery\".tracked_tokens")]
    [InlineData("INSERT INTO \"discovery\".token_scores")]
    [InlineData("INSERT INTO \"discovery\".token_lifecycle_events")]
    [InlineData("INSERT INTO \"discovery\".shadow_scores")]
    [InlineData("COPY \"discovery\".token_scores")]
    [InlineData("COMMIT")]
    public async Task A_full_disk_at_any_statement_leaves_nothing_and_is_no_reason_to_try_again(string statement)
    {
        await using var harness = await StartAsync();
        await using var proxy = await ProxyAsync(harness);
        await using var host = await harness.OpenAsync(PostgresRoles.Runtime, proxy.Port);
        await host.Store.GetTokensAsync([], Cancel);
        var plan = statement.StartsWith("COPY", StringComparison.Ordinal) ? Many() : Plans.Full(1);
        proxy.FailOnce(
            message => message.Sql?.TrimStart()
                .Replace("WITH fresh AS (\n    ", "", StringComparison.Ordinal)
                .StartsWith(statement, StringComparison.Ordinal) == true,
            PostgresFault.Error("53100"));

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await host.Store.CommitCycleAsync(harness.Epoch, plan, Cancel));

        Assert.False(error.IsTransient);
        Assert.Contains("disk is full", error.Message, StringComparison.Ordinal);
        await AssertEmptyAsync(harness);
        Assert.Equal(CommitStatus.Committed, (await host.Store.CommitCycleAsync(harness.Epoch, plan, Cancel)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_commit_whose_answer_is_lost_is_reported_as_unknown_and_can_be_looked_up(bool isStored)
    {
        await using var harness = await StartAsync();
        await using var proxy = await ProxyAsync(harness);
        await using var host = await harness.OpenAsync(PostgresRoles.Runtime, proxy.Port);
        proxy.FailOnce(message => message.IsCommit, isStored ? PostgresFault.LoseAnswer : PostgresFault.Cut);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await host.Store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel));

        Assert.True(error.IsTransient);
        Assert.Equal(isStored, await host.History.FindSnapshotAsync(Plans.TimeOf(1), Cancel) is not null);
        var again = await host.Store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel);
        Assert.Equal(isStored ? CommitStatus.AlreadyCommitted : CommitStatus.Committed, again.Status);
        foreach (var table in Tables)
        {
            Assert.Equal(1, await harness.CountAsync(table, Cancel));
        }
    }

    [Fact]
    public async Task A_lock_that_another_session_holds_ends_the_commit_in_time()
    {
        await using var harness = await StartAsync();
        await using var services = await harness.OpenServicesAsync(options: static options => options.CommandTimeout = TimeSpan.FromSeconds(1));
        var store = services.GetRequiredService<ITrackedTokenStore>();
        var stored = await StoredAsync(harness);
        await using (var connection = await (await harness.DatabaseAsync()).Open().OpenConnectionAsync(Cancel))
        {
            await using var transaction = await connection.BeginTransactionAsync(Cancel);
            await using var locking = new NpgsqlCommand("SELECT 1 FROM discovery.tracked_tokens FOR UPDATE", connection);
            await locking.ExecuteNonQueryAsync(Cancel);

            var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await store.CommitCycleAsync(harness.Epoch, Plans.Cycle(2, tokens: [stored]), Cancel));

            Assert.True(error.IsTransient);
            Assert.Equal(PostgresErrorCodes.LockNotAvailable, Assert.IsType<PostgresException>(error.InnerException).SqlState);
        }

        Assert.Equal(CommitStatus.Committed, (await store.CommitCycleAsync(harness.Epoch, Plans.Cycle(2, tokens: [stored]), Cancel)).Status);
    }

    [Fact]
    public async Task Connections_to_a_server_that_became_read_only_are_made_anew()
    {
        await using var harness = await StartAsync();
        var database = await harness.DatabaseAsync();
        await database.ExecuteAsync($"ALTER ROLE {PostgresRoles.Runtime} IN DATABASE {database.Name} SET default_transaction_read_only = on");
        await using var host = await harness.OpenHostAsync(Cancel);
        Assert.Empty(await host.Store.GetTokensAsync([], Cancel));
        await database.ExecuteAsync($"ALTER ROLE {PostgresRoles.Runtime} IN DATABASE {database.Name} RESET default_transaction_read_only");

        // Its pool holds a connection that still takes no writes.
        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await host.Store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel));

        Assert.True(error.IsTransient);
        Assert.Contains("25006", error.Message, StringComparison.Ordinal);
        Assert.Equal(CommitStatus.Committed, (await host.Store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel)).Status);
    }

    [Fact]
    public async Task A_pool_without_a_free_connection_is_reported_in_time()
    {
        await using var harness = await StartAsync();
        await using var services = await harness.OpenServicesAsync(configure: static connection => (connection.MaxPoolSize, connection.Timeout) = (1, 1));
        var database = services.GetRequiredKeyedService<PostgresDatabase>(string.Empty);

        var error = await database.RunAsync(
            "hold the connection",
            async (_, _) => await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await services.GetRequiredService<ITrackedTokenStore>().GetTokensAsync([], Cancel)),
            Cancel);

        Assert.True(error.IsTransient);
        Assert.Empty(await services.GetRequiredService<ITrackedTokenStore>().GetTokensAsync([], Cancel));
    }

    [Fact]
    public async Task A_network_that_stands_still_ends_each_call_in_time_and_the_next_one_works()
    {
        await using var harness = await StartAsync();
        await using var proxy = await ProxyAsync(harness);
        await using var services = await harness.OpenServicesAsync(port: proxy.Port, options: static options => options.CommandTimeout = TimeSpan.FromSeconds(1));
        var store = services.GetRequiredService<ITrackedTokenStore>();
        await store.GetTokensAsync([], Cancel);
        proxy.Pause();

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(
            () => store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel));

        Assert.True(error.IsTransient);
        proxy.CutAll();
        proxy.Resume();
        Assert.Equal(CommitStatus.Committed, (await store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel)).Status);
    }

    [Fact]
    public async Task A_session_that_an_administrator_ends_fails_once()
    {
        await using var harness = await StartAsync();
        await harness.Store.GetTokensAsync([], Cancel);
        await harness.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{PostgresRoles.Runtime}' AND datname = current_database()", Cancel);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel));

        Assert.True(error.IsTransient);
        await harness.CommitAsync(Plans.Full(1), Cancel);
    }

    [Fact]
    public async Task A_right_that_is_missing_and_a_role_that_is_unknown_are_told_and_not_tried_again()
    {
        await using var harness = await StartAsync();
        await harness.ExecuteAsync($"REVOKE INSERT ON token_scores FROM {PostgresRoles.Runtime}", Cancel);
        await using var stranger = await harness.OpenAsync("stranger");
        await using var nowhere = await harness.OpenAsync(PostgresRoles.Runtime, configure: static connection => connection.Database = "nowhere");

        var right = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel));
        var role = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await stranger.Store.GetTokensAsync([], Cancel));
        var database = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await nowhere.Store.GetTokensAsync([], Cancel));

        Assert.All([right, role, database], error => Assert.False(error.IsTransient, error.Message));
        Assert.Contains("scripts/postgres-roles.sql", right.Message, StringComparison.Ordinal);
        await AssertEmptyAsync(harness);
    }

    [Fact]
    public async Task An_error_of_the_connection_shows_no_password()
    {
        await using var harness = await StartAsync();
        await using var host = await harness.OpenAsync(PostgresRoles.Runtime, Loopback.FreePort(), static connection => connection.Password = "hunter2");

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await host.Store.GetTokensAsync([], Cancel));

        Assert.True(error.IsTransient);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<PostgresHarness> StartAsync()
    {
        var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        return harness;
    }

    private static async Task<PostgresProxy> ProxyAsync(PostgresHarness harness) => new((await harness.DatabaseAsync()).Server.Port);

    private static async Task<TrackedToken> StoredAsync(StoreHarness harness)
    {
        await harness.CommitAsync(Plans.Full(1), Cancel);
        return Assert.Single(await harness.Store.GetTokensAsync([], Cancel));
    }

    private static CyclePlan Many() => Plans.Cycle(1, [.. Enumerable.Range(0, PostgresCycleCommit.CopyFrom).Select(index => Plans.Score($"score{index}"))], events: []);

    private static async Task AssertEmptyAsync(StoreHarness harness)
    {
        foreach (var table in Tables)
        {
            Assert.Equal(0, await harness.CountAsync(table, Cancel));
        }
    }
}
