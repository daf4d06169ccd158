using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>Migrations: from nothing to the latest, once, whoever comes, and never over what this library does not know.</summary>
public sealed class PostgresSchemaTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_database_gets_the_latest_schema_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        var schema = new PostgresSchema(database.Open(), "discovery");

        await schema.InitializeAsync(SchemaMode.Apply, Cancel);
        await schema.InitializeAsync(SchemaMode.Apply, Cancel);
        await schema.InitializeAsync(SchemaMode.Validate, Cancel);

        Assert.Equal((long)PostgresSchemaScript.All.Count, await database.ExecuteAsync("SELECT count(*) FROM discovery.discovery_schema_versions"));
        Assert.Equal(1L, await database.ExecuteAsync("SELECT count(*) FROM discovery.discovery_lease"));
    }

    [Fact]
    public void The_scripts_are_numbered_without_a_gap() =>
        Assert.Equal(Enumerable.Range(1, PostgresSchemaScript.All.Count), PostgresSchemaScript.All.Select(migration => migration.Version));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_five_hosts_that_start_at_once_one_applies_and_all_go_on(bool behindPooler)
    {
        await using var database = await TestDatabase.CreateAsync();
        int? port = behindPooler ? (await SharedPostgres.GetPoolerAsync()).Port : null;
        var hosts = Enumerable.Range(0, 5).Select(_ => new PostgresSchema(database.Open(port: port), "discovery")).ToList();
        using var start = new Barrier(hosts.Count);

        await Task.WhenAll(hosts.Select(host => Task.Factory.StartNew(
            async () =>
            {
                start.SignalAndWait(Cancel);
                await host.InitializeAsync(SchemaMode.Apply, Cancel);
            },
            Cancel,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));

        Assert.Equal((long)PostgresSchemaScript.All.Count, await database.ExecuteAsync("SELECT count(*) FROM discovery.discovery_schema_versions"));
    }

    [Fact]
    public async Task Nothing_is_done_to_a_schema_that_is_taken_to_be_right()
    {
        await using var database = await TestDatabase.CreateAsync();

        await new PostgresSchema(database.Open(), "discovery").InitializeAsync(SchemaMode.None, Cancel);

        Assert.Equal(DBNull.Value, await database.ExecuteAsync("SELECT to_regnamespace('discovery')::text"));
    }

    [Theory]
    [InlineData(SchemaMode.Apply)]
    [InlineData(SchemaMode.Validate)]
    public async Task A_newer_schema_is_refused_and_left_alone(SchemaMode mode)
    {
        await using var schema = await InstalledSchema.CreateAsync();
        await schema.ExecuteAsync("INSERT INTO discovery_schema_versions (version, name, checksum, objects) VALUES (99, '0099_later', 'x', '{}')");

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(
            async () => await new PostgresSchema(schema.Open(PostgresRoles.Owner), schema.Name).InitializeAsync(mode, Cancel));

        Assert.Contains("0099_later", error.Message, StringComparison.Ordinal);
        Assert.Contains("newer", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SchemaMode.Apply)]
    [InlineData(SchemaMode.Validate)]
    public async Task A_schema_made_by_another_script_is_refused(SchemaMode mode)
    {
        await using var schema = await InstalledSchema.CreateAsync();
        await schema.ExecuteAsync("UPDATE discovery_schema_versions SET checksum = 'changed' WHERE version = 1");

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(
            async () => await new PostgresSchema(schema.Open(PostgresRoles.Owner), schema.Name).InitializeAsync(mode, Cancel));

        Assert.Contains("another script", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_is_not_there_or_older_is_named_with_what_to_do()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        await schema.ExecuteAsync("DELETE FROM discovery_schema_versions WHERE version = (SELECT max(version) FROM discovery_schema_versions)");
        var source = schema.Open(PostgresRoles.Runtime);

        var older = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await new PostgresSchema(source, schema.Name).InitializeAsync(SchemaMode.Validate, Cancel));
        var missing = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await new PostgresSchema(source, "elsewhere").InitializeAsync(SchemaMode.Validate, Cancel));

        Assert.Contains($"needs {PostgresSchemaScript.All.Count}", older.Message, StringComparison.Ordinal);
        Assert.Contains("'elsewhere'", missing.Message, StringComparison.Ordinal);
        Assert.All([older, missing], error => Assert.Contains("Storage:SchemaMode = Apply", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ALTER TABLE token_scores RENAME COLUMN coverage TO covered", "token_scores.coverage")]
    [InlineData("ALTER TABLE strategy_performance ALTER COLUMN trades_count TYPE bigint", "strategy_performance.trades_count integer")]
    [InlineData("ALTER TABLE tracked_tokens ALTER COLUMN symbol DROP NOT NULL", "tracked_tokens.symbol text NOT NULL")]
    [InlineData("DROP TABLE token_migrations", "token_migrations.new_address")]
    [InlineData("ALTER TABLE trade_closes DROP CONSTRAINT trade_closes_pkey", "trade_closes PRIMARY KEY trade_closes_pkey")]
    [InlineData("ALTER TABLE tracked_tokens DROP CONSTRAINT tracked_tokens_address_key", "tracked_tokens UNIQUE tracked_tokens_address_key")]
    [InlineData("ALTER TABLE token_scores DROP CONSTRAINT token_scores_snapshot_id_fkey", "token_scores FOREIGN KEY token_scores_snapshot_id_fkey")]
    [InlineData("ALTER TABLE tracked_tokens DROP CONSTRAINT tracked_tokens_status_check", "tracked_tokens CHECK tracked_tokens_status_check")]
    [InlineData("DROP FUNCTION discovery_drop_history", "discovery_drop_history(keep_from timestamp with time zone)")]
    public async Task What_is_missing_or_different_is_named(string damage, string named)
    {
        await using var schema = await InstalledSchema.CreateAsync();
        await schema.ExecuteAsync(damage);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(
            async () => await new PostgresSchema(schema.Open(PostgresRoles.Runtime), schema.Name).InitializeAsync(SchemaMode.Validate, Cancel));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_of_others_in_the_same_schema_are_nobody_s_business()
    {
        await using var schema = await InstalledSchema.CreateAsync("public");
        await schema.ExecuteAsync("CREATE TABLE positions (token text); ALTER TABLE tracked_tokens ADD COLUMN note text");

        await new PostgresSchema(schema.Open(PostgresRoles.Runtime), "public").InitializeAsync(SchemaMode.Apply, Cancel);
    }

    [Theory]
    [InlineData("select")]
    [InlineData("_")]
    [InlineData("user")]
    [InlineData("z2345678901234567890123456789012345678901234567890123456789_abc")]
    public async Task Any_allowed_name_will_do_for_the_schema(string name)
    {
        await using var schema = await InstalledSchema.CreateAsync(name);

        await schema.Maintenance(PostgresRoles.Runtime).PrepareAsync(new(2031, 1, 31, 23, 59, 59, TimeSpan.Zero), Cancel);
        await schema.AddCycleAsync(new(2031, 2, 1, 0, 0, 0, TimeSpan.Zero));
        await new PostgresSchema(schema.Open(PostgresRoles.Runtime), name).InitializeAsync(SchemaMode.Validate, Cancel);

        Assert.Equal("token_scores_y2031m02", await schema.ScalarAsync("SELECT tableoid::regclass::text FROM token_scores"));
    }

    [Fact]
    public async Task Two_schemas_in_one_database_know_nothing_of_each_other()
    {
        await using var database = await TestDatabase.CreateAsync();
        await new PostgresSchema(database.Open(), "solana").InitializeAsync(SchemaMode.Apply, Cancel);
        await new PostgresSchema(database.Open(), "base").InitializeAsync(SchemaMode.Apply, Cancel);

        await database.ExecuteAsync("DROP SCHEMA base CASCADE");

        await new PostgresSchema(database.Open(), "solana").InitializeAsync(SchemaMode.Validate, Cancel);
    }

    [Fact]
    public async Task A_failing_script_leaves_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE SCHEMA discovery; CREATE TABLE discovery.mine (token_address text); CREATE INDEX idx_token_scores_address ON discovery.mine (token_address)");

        await Assert.ThrowsAsync<PostgresException>(async () => await new PostgresSchema(database.Open(), "discovery").InitializeAsync(SchemaMode.Apply, Cancel));

        Assert.Equal(1L, await database.ExecuteAsync("SELECT count(*) FROM pg_class WHERE relnamespace = 'discovery'::regnamespace AND relkind = 'r'"));
    }
}
