using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresStatementsByHandTests : StatementsByHandConformance
{
    protected override StoreHarness Create() => new PostgresHarness();

    [Fact]
    public async Task A_held_token_that_sql_makes_active_is_held_no_longer()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        await harness.ExecuteAsync("UPDATE tracked_tokens SET status = 'paused'", Cancel);

        await harness.ExecuteAsync("UPDATE tracked_tokens SET status = 'active'", Cancel);

        Assert.Null((await harness.Store.FindAsync(Tokens.Bonk, Cancel))!.HeldBy);
    }

    [Fact]
    public async Task A_statement_by_hand_waits_for_a_commit_and_takes_the_lease_s_row_before_its_own()
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        var source = (await harness.DatabaseAsync()).Open(configure: options => options.SearchPath = PostgresHarness.Schema);
        await using var commit = await source.OpenConnectionAsync(Cancel);
        await using var transaction = await commit.BeginTransactionAsync(Cancel);
        await RunAsync(commit, "SELECT epoch FROM discovery_lease WHERE id = 1 FOR NO KEY UPDATE");

        await using var person = await source.OpenConnectionAsync(Cancel);
        var waiting = RunAsync(person, "UPDATE tracked_tokens SET status = 'paused'");
        await Poll.UntilAsync(
            async () => (long)(await harness.QueryScalarAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'UPDATE tracked_tokens%'", Cancel))! == 1,
            () => "The statement does not wait.");

        // The row of the token is free: the statement waits for the lease's row alone, and no circle can close.
        await RunAsync(commit, "UPDATE tracked_tokens SET liquidity_usd = 7, revision = revision + 1");
        await transaction.CommitAsync(Cancel);
        await waiting;

        var token = (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!;
        Assert.Equal((TokenStatus.Paused, 7m, 3), (token.Status, token.LiquidityUsd, token.Revision));
    }

    [Fact]
    public async Task A_transaction_by_hand_that_stays_open_is_ended_by_the_server()
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        var source = (await harness.DatabaseAsync()).Open(configure: options => options.SearchPath = PostgresHarness.Schema);
        await using var person = await source.OpenConnectionAsync(Cancel);
        await using var transaction = await person.BeginTransactionAsync(Cancel);

        await RunAsync(person, "UPDATE tracked_tokens SET status = 'paused'");

        await using var limit = new NpgsqlCommand("SHOW idle_in_transaction_session_timeout", person);
        Assert.Equal("1min", await limit.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task Who_may_update_tokens_needs_no_right_on_events()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        await schema.ExecuteAsync("INSERT INTO tracked_tokens (symbol, address, category, strategy_type) VALUES ('SOL', 'So1', 'bluechip', 'momentum')");
        await schema.ExecuteAsync($"GRANT SELECT, UPDATE ON tracked_tokens TO {PostgresRoles.Retention}");

        await schema.ExecuteAsync("UPDATE tracked_tokens SET status = 'paused'", PostgresRoles.Retention);
        await schema.ExecuteAsync("UPDATE tracked_tokens SET is_permanent = true", PostgresRoles.Retention);

        Assert.Equal($"sql:{PostgresRoles.Retention}", await schema.ScalarAsync("SELECT held_by FROM tracked_tokens"));
        Assert.Equal(
            $"pin sql:{PostgresRoles.Retention}",
            await schema.ScalarAsync("SELECT action || ' ' || operator FROM operator_actions"));
        Assert.Equal("added paused", await schema.ScalarAsync("SELECT string_agg(event_type, ' ' ORDER BY id) FROM token_lifecycle_events"));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
