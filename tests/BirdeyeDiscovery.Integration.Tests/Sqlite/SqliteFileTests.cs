using BirdeyeDiscovery.Conformance;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

/// <summary>What holds for a file alone: durability settings, the journal of the schema, errors of the disk.</summary>
public sealed class SqliteFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_writer_flushes_each_commit_to_disk_and_does_not_block_readers()
    {
        await using var harness = new SqliteHarness();
        await harness.StartAsync(Cancel);
        await using var services = harness.OpenServices();
        var database = services.GetRequiredKeyedService<SqliteDatabase>(string.Empty);

        var (journal, synchronous, foreignKeys, busy) = await database.WriteAsync(
            "read settings",
            (transaction, _) => (
                Pragma(transaction.Connection!, "journal_mode"), Pragma(transaction.Connection!, "synchronous"),
                Pragma(transaction.Connection!, "foreign_keys"), Pragma(transaction.Connection!, "busy_timeout")),
            Cancel);
        var readOnly = await database.ReadAsync("read settings", (transaction, _) => Pragma(transaction.Connection!, "query_only"), Cancel);

        Assert.Equal(("wal", 2L, 1L, 5000L), (journal, synchronous, foreignKeys, busy));
        Assert.Equal(1L, readOnly);

        static object? Pragma(SqliteConnection connection, string name)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA {name}";
            return command.ExecuteScalar();
        }
    }

    [Fact]
    public async Task Readers_see_the_last_commit_while_a_write_is_open()
    {
        await using var harness = new SqliteHarness();
        await harness.StartAsync(Cancel);
        await harness.CommitAsync(Plans.Full(1), Cancel);
        await using var writer = new SqliteConnection($"Data Source={harness.Path};Pooling=False");
        await writer.OpenAsync(Cancel);
        await using var open = writer.BeginTransaction(deferred: false);
        await using var change = writer.CreateCommand();
        change.CommandText = "UPDATE tracked_tokens SET status = 'removed'";
        await change.ExecuteNonQueryAsync(Cancel);

        Assert.Equal(TokenStatus.Active, Assert.Single(await harness.Store.GetTokensAsync([], Cancel)).Status);
    }

    [Fact]
    public async Task A_file_that_another_process_holds_is_a_transient_error_and_the_next_commit_works()
    {
        await using var harness = new SqliteHarness();
        await harness.StartAsync(Cancel);
        await using var services = harness.OpenServices(options => options.BusyTimeout = TimeSpan.FromSeconds(1));
        var store = services.GetRequiredKeyedService<ITrackedTokenStore>(string.Empty);
        await using (var writer = new SqliteConnection($"Data Source={harness.Path};Pooling=False"))
        {
            await writer.OpenAsync(Cancel);
            await using var open = writer.BeginTransaction(deferred: false);

            var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel));

            Assert.True(error.IsTransient);
            Assert.Contains(harness.Path, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(CommitStatus.Committed, (await store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel)).Status);
    }

    [Fact]
    public async Task Tables_of_others_with_the_library_s_names_are_named_and_left_alone()
    {
        await using var harness = new SqliteHarness();
        Directory.CreateDirectory(Path.GetDirectoryName(harness.Path)!);
        await using (var made = new SqliteConnection($"Data Source={harness.Path};Pooling=False"))
        {
            await made.OpenAsync(Cancel);
        }

        await harness.ExecuteAsync("CREATE TABLE tracked_tokens (id SERIAL PRIMARY KEY, symbol VARCHAR(20) NOT NULL)", Cancel);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.StartAsync(Cancel));

        Assert.Contains("has tracked_tokens, which this library did not make", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, await harness.CountAsync("sqlite_master WHERE type = 'table'", Cancel));
    }

    [Theory]
    [InlineData(SchemaMode.Apply)]
    [InlineData(SchemaMode.Validate)]
    public async Task A_newer_schema_is_refused(SchemaMode mode)
    {
        await using var harness = new SqliteHarness();
        await harness.StartAsync(Cancel);
        await harness.ExecuteAsync("INSERT INTO discovery_schema_versions (version, name, checksum, applied_at) VALUES (99, '0099_future', 'x', '2030-01-01T00:00:00.000Z')", Cancel);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.Store.InitializeAsync(mode, Cancel));

        Assert.Contains("0099_future", error.Message, StringComparison.Ordinal);
        Assert.Contains("newer", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SchemaMode.Apply)]
    [InlineData(SchemaMode.Validate)]
    public async Task A_schema_made_by_a_changed_script_is_refused(SchemaMode mode)
    {
        await using var harness = new SqliteHarness();
        await harness.StartAsync(Cancel);
        await harness.ExecuteAsync("UPDATE discovery_schema_versions SET checksum = 'tampered' WHERE version = 1", Cancel);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.Store.InitializeAsync(mode, Cancel));

        Assert.Contains("tampered", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_is_not_applied_and_not_there_is_an_error_that_says_so()
    {
        await using var harness = new SqliteHarness();
        await using var host = await harness.OpenHostAsync(Cancel);
        await host.Store.InitializeAsync(SchemaMode.None, Cancel);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await host.Store.CommitCycleAsync(1, Plans.Full(1), Cancel));

        Assert.Contains("Storage:SchemaMode = Apply", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(harness.Path));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_an_error_that_says_so()
    {
        await using var harness = new SqliteHarness();
        Directory.CreateDirectory(Path.GetDirectoryName(harness.Path)!);
        await File.WriteAllTextAsync(harness.Path, new string('x', 5000), Cancel);
        await using var host = await harness.OpenHostAsync(Cancel);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await host.Store.InitializeAsync(SchemaMode.Apply, Cancel));

        Assert.Contains("not a SQLite database", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_database_refuses_the_cycle_whole_and_takes_it_when_there_is_room()
    {
        await using var harness = new SqliteHarness();
        await harness.StartAsync(Cancel);
        await using var services = harness.OpenServices();
        var database = services.GetRequiredKeyedService<SqliteDatabase>(string.Empty);
        var store = services.GetRequiredKeyedService<ITrackedTokenStore>(string.Empty);
        var big = Plans.Full(1) with { Input = new byte[5_000_000] };
        await database.WriteAsync("limit", (transaction, _) => Execute(transaction.Connection!, "PRAGMA max_page_count = 100"), Cancel);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await store.CommitCycleAsync(harness.Epoch, big, Cancel));

        Assert.Contains("full", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
        Assert.Equal(0, await harness.CountAsync("discovery_snapshots", Cancel));

        // The limit was the connection's: after an error the store writes over a new one.
        Assert.Equal(CommitStatus.Committed, (await store.CommitCycleAsync(harness.Epoch, big, Cancel)).Status);
    }

    [Fact]
    public async Task A_write_to_what_is_read_only_is_an_error_that_says_so()
    {
        await using var harness = new SqliteHarness();
        await harness.StartAsync(Cancel);
        await using var services = harness.OpenServices();
        var database = services.GetRequiredKeyedService<SqliteDatabase>(string.Empty);
        await database.WriteAsync("limit", (transaction, _) => Execute(transaction.Connection!, "PRAGMA query_only = 1"), Cancel);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(
            async () => await services.GetRequiredKeyedService<ITrackedTokenStore>(string.Empty).CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel));

        Assert.Contains("read-only", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task Times_are_text_of_fixed_width_that_sorts()
    {
        await using var harness = new SqliteHarness();
        await harness.StartAsync(Cancel);
        await harness.CommitAsync(Plans.Full(1), Cancel);

        Assert.Equal("2026-05-01T12:02:00.001Z", await harness.QueryScalarAsync("SELECT cycle_timestamp FROM discovery_snapshots", Cancel));
        Assert.Equal("2026-05-01T12:02:00.001Z", await harness.QueryScalarAsync("SELECT created_at FROM token_scores", Cancel));
        Assert.Equal("2026-05-01T12:00:00.000Z", await harness.QueryScalarAsync("SELECT applied_at FROM discovery_schema_versions", Cancel));
    }

    private static int Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }
}
