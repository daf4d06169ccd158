using System.Diagnostics;
using System.Globalization;
using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>What a server says and does to a commit: afterwards the same store object goes on.</summary>
public sealed class CommitErrorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INSERT INTO \"discovery\".discovery_snapshots", 1)]
    [InlineData("INSERT INTO \"discovery\".token_scores", 1)]
    [InlineData("COPY \"discovery\".candidate_rejections", 600)]
    [InlineData("COMMIT", 1)]
    public async Task A_full_disk_fails_the_cycle_for_good_and_clearly(string where, int rows)
    {
        await using var store = await FaultyStore.StartAsync();
        store.Proxy.FailOnce(message => Has(message, where), PostgresFault.Error(PostgresErrorCodes.DiskFull));

        var error = await store.FailAsync(FaultyStore.Plan(1, rows), isTransient: false);

        Assert.Contains("disk is full", error.Message, StringComparison.Ordinal);
        Assert.Contains(PostgresErrorCodes.DiskFull, error.Message, StringComparison.Ordinal);
        Assert.False(await store.IsWholeAsync(FaultyStore.Plan(1, rows)));
        await store.AssertHealthyAsync(FaultyStore.Plan(1, rows), FaultyStore.Plan(2));
    }

    [Theory]
    [InlineData(PostgresErrorCodes.SerializationFailure)]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    [InlineData(PostgresErrorCodes.LockNotAvailable)]
    [InlineData(PostgresErrorCodes.QueryCanceled)]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction)]
    [InlineData(PostgresErrorCodes.CannotConnectNow)]
    [InlineData(PostgresErrorCodes.OutOfMemory)]
    public async Task A_passing_error_says_that_it_passes(string sqlState)
    {
        await using var store = await FaultyStore.StartAsync();
        store.Proxy.FailOnce(static message => Has(message, "INSERT INTO \"discovery\".token_scores"), PostgresFault.Error(sqlState));

        var error = await store.FailAsync(FaultyStore.Plan(1));

        Assert.Contains(sqlState, error.Message, StringComparison.Ordinal);
        await store.AssertHealthyAsync(FaultyStore.Plan(1), FaultyStore.Plan(2));
    }

    [Theory]
    [InlineData("INSERT INTO \"discovery\".token_scores")]
    [InlineData("COMMIT")]
    public async Task A_session_that_is_ended_between_two_messages_leaves_nothing(string where)
    {
        await using var store = await FaultyStore.StartAsync();
        var database = await store.Harness.DatabaseAsync();
        var begun = 0;
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Proxy.OnMessage = message =>
        {
            if (Has(message, where) && Interlocked.Exchange(ref begun, 1) == 0)
            {
                // It waits until the session is gone: what follows reaches nobody.
                using var connection = new NpgsqlConnection(database.ConnectionString() + ";Pooling=false");
                connection.Open();
                using var end = new NpgsqlCommand(
                    "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, 5000)) FROM pg_stat_activity "
                    + $"WHERE usename = '{PostgresRoles.Runtime}' AND datname = current_database() AND state = 'idle in transaction'",
                    connection);
                ended.SetResult(Convert.ToInt32(end.ExecuteScalar(), CultureInfo.InvariantCulture));
            }

            return null;
        };

        await store.FailAsync(FaultyStore.Plan(1));

        Assert.Equal(1, await ended.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.False(await store.IsWholeAsync(FaultyStore.Plan(1)));
        await store.AssertHealthyAsync(FaultyStore.Plan(1), FaultyStore.Plan(2));
    }

    [Fact]
    public async Task A_lock_on_the_lease_is_waited_for_no_longer_than_half_the_command_timeout()
    {
        await using var store = await FaultyStore.StartAsync();

        // Nobody leads, so that the row is taken by who asks first.
        await store.Harness.Host.Lease.ReleaseAsync(Cancel);
        await using (var other = await (await store.Harness.DatabaseAsync()).Open().OpenConnectionAsync(Cancel))
        {
            await using var transaction = await other.BeginTransactionAsync(Cancel);
            await using var hold = new NpgsqlCommand("SELECT epoch FROM discovery.discovery_lease WHERE id = 1 FOR UPDATE", other);
            await hold.ExecuteScalarAsync(Cancel);

            var began = Stopwatch.GetTimestamp();
            var error = await store.FailAsync(FaultyStore.Plan(1));
            Assert.Contains(PostgresErrorCodes.LockNotAvailable, error.Message, StringComparison.Ordinal);
            Assert.InRange(Stopwatch.GetElapsedTime(began), FaultyStore.CommandTimeout / 2, FaultyStore.CommandTimeout * 5);

            // The lease is asked in a statement of its own, which ends by the command's time-out.
            began = Stopwatch.GetTimestamp();
            var renewal = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await store.Host.Lease.AcquireOrRenewAsync(TimeSpan.FromSeconds(30), Cancel));
            Assert.True(renewal.IsTransient, renewal.ToString());
            Assert.InRange(Stopwatch.GetElapsedTime(began), FaultyStore.CommandTimeout / 2, FaultyStore.CommandTimeout * 5);
        }

        await store.AssertHealthyAsync(FaultyStore.Plan(1), FaultyStore.Plan(2));
    }

    [Fact]
    public async Task A_server_without_a_free_connection_is_tried_again()
    {
        // The one kept connection would go on working: this host opens one for each call.
        await using var store = await FaultyStore.StartAsync(configure: static connection => connection.Pooling = false);
        var database = await store.Harness.DatabaseAsync();
        await database.ExecuteAsync($"ALTER DATABASE {database.Name} CONNECTION LIMIT 0");

        var error = await store.FailAsync(FaultyStore.Plan(1));

        Assert.Contains(PostgresErrorCodes.TooManyConnections, error.Message, StringComparison.Ordinal);
        await database.ExecuteAsync($"ALTER DATABASE {database.Name} CONNECTION LIMIT -1");
        await store.AssertHealthyAsync(FaultyStore.Plan(1), FaultyStore.Plan(2));
    }

    [Fact]
    public async Task A_pool_without_a_free_connection_is_tried_again()
    {
        await using var store = await FaultyStore.StartAsync(
            commandTimeout: TimeSpan.FromSeconds(20),
            configure: static connection => (connection.MaxPoolSize, connection.Timeout) = (1, 1));
        store.Proxy.Pause();
        var first = store.CommitAsync(FaultyStore.Plan(1));

        await store.FailAsync(FaultyStore.Plan(2));

        store.Proxy.Resume();
        Assert.Equal(CommitStatus.Committed, (await first).Status);
        await store.AssertHealthyAsync(FaultyStore.Plan(2), FaultyStore.Plan(3));
    }

    private static bool Has(PostgresMessage message, string sql) =>
        message.Type is 'Q' or 'P' or 'E' && message.Sql?.StartsWith(sql, StringComparison.Ordinal) == true;
}
