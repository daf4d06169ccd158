using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresOpenPositionSourceTests : OpenPositionConformance
{
    [Fact]
    public async Task A_column_that_holds_no_addresses_is_unknown_and_never_flat()
    {
        await using var harness = await StartAsync();
        await harness.MakeBotTableAsync("positions", "CREATE TABLE positions (token integer, closed_at text)", Cancel);

        Assert.Equal(PositionState.Unknown, await StateAsync(harness, static _ => { }));
    }

    [Theory]
    [InlineData(PositionToken.Address)]
    [InlineData(PositionToken.Symbol)]
    [InlineData(PositionToken.Id)]
    public async Task A_table_that_may_not_be_read_is_unknown_also_for_a_host_that_trades_nothing(PositionToken token)
    {
        await using var harness = await StartAsync();
        await harness.ExecuteAsync("CREATE TABLE positions (token text, closed_at timestamptz); CREATE SCHEMA closed; CREATE TABLE closed.positions (token text, closed_at timestamptz)", Cancel);

        foreach (var schema in new[] { null, "closed" })
        {
            Assert.Equal(
                PositionState.Unknown,
                await StateAsync(harness, positions => (positions.WithoutTable, positions.Schema, positions.Token) = (PositionState.Flat, schema, token)));
        }
    }

    [Fact]
    public async Task A_table_in_a_schema_of_the_bot_is_read_also_when_its_names_have_capitals()
    {
        await using var harness = await StartAsync();
        await harness.ExecuteAsync($"CREATE SCHEMA \"Bot\"; GRANT USAGE ON SCHEMA \"Bot\" TO {PostgresRoles.Runtime}", Cancel);
        await harness.MakeBotTableAsync("\"Bot\".\"Trades\"", "CREATE TABLE \"Bot\".\"Trades\" (\"Mint\" text, ended timestamptz); INSERT INTO \"Bot\".\"Trades\" VALUES ('a', NULL)", Cancel);

        Assert.Equal(
            PositionState.Open,
            await StateAsync(
                harness, static positions => (positions.Schema, positions.Table, positions.TokenColumn, positions.ClosedAtColumn) = ("Bot", "Trades", "Mint", "ended")));
    }

    [Theory]
    [InlineData("Bot", "Positions", "Token", "ClosedAt")]
    [InlineData("bot", "positions", "token", "closed_at")]
    public async Task A_table_in_another_schema_is_found_without_a_word_in_the_configuration(string schema, string table, string token, string closedAt)
    {
        await using var harness = await StartAsync();
        await MakeSchemaAsync(harness, schema);
        await harness.MakeBotTableAsync(
            $"\"{schema}\".\"{table}\"", $"CREATE TABLE \"{schema}\".\"{table}\" (\"{token}\" text, \"{closedAt}\" timestamptz); INSERT INTO \"{schema}\".\"{table}\" VALUES ('a', NULL)", Cancel);

        Assert.Equal(PositionState.Open, await StateAsync(harness, static positions => positions.WithoutTable = PositionState.Flat));
    }

    [Fact]
    public async Task Of_several_tables_the_one_with_open_positions_counts_and_two_of_them_are_unknown_until_the_schema_is_named()
    {
        await using var harness = await StartAsync();
        await harness.MakeBotTableAsync("positions", "CREATE TABLE positions (token text, closed_at timestamptz)", Cancel);
        foreach (var schema in new[] { "one", "two" })
        {
            await MakeSchemaAsync(harness, schema);
            await harness.MakeBotTableAsync($"{schema}.positions", $"CREATE TABLE {schema}.positions (token text, closed_at timestamptz)", Cancel);
        }

        Assert.Equal(PositionState.Flat, await StateAsync(harness, static _ => { }));

        // An empty table, also one in the engine's own schema, does not hide a position that is open elsewhere.
        await harness.ExecuteAsync("INSERT INTO two.positions VALUES ('a', NULL)", Cancel);
        Assert.Equal(PositionState.Open, await StateAsync(harness, static positions => positions.WithoutTable = PositionState.Flat));
        Assert.Equal(PositionState.Flat, await StateAsync(harness, static positions => positions.Schema = "one"));

        await harness.ExecuteAsync("INSERT INTO one.positions VALUES ('b', NULL)", Cancel);
        Assert.Equal(PositionState.Unknown, await StateAsync(harness, static positions => positions.WithoutTable = PositionState.Flat));
        Assert.Equal(PositionState.Open, await StateAsync(harness, static positions => positions.Schema = "two"));
    }

    [Fact]
    public async Task The_table_in_the_schema_of_another_engine_is_that_of_its_bot()
    {
        await using var harness = await StartAsync();
        await MakeSchemaAsync(harness, "neighbour");
        await harness.ExecuteAsync("CREATE TABLE neighbour.discovery_lease (id integer)", Cancel);
        await harness.MakeBotTableAsync(
            "neighbour.positions", "CREATE TABLE neighbour.positions (token text, closed_at timestamptz); INSERT INTO neighbour.positions VALUES ('a', NULL)", Cancel);

        Assert.Equal(PositionState.Unknown, await StateAsync(harness, static _ => { }));

        await harness.MakeBotTableAsync("positions", "CREATE TABLE positions (token text, closed_at timestamptz)", Cancel);
        Assert.Equal(PositionState.Flat, await StateAsync(harness, static _ => { }));
    }

    [Fact]
    public async Task A_table_whose_key_refers_to_the_tokens_of_another_engine_is_that_of_its_bot()
    {
        await using var harness = await StartAsync();
        await MakeSchemaAsync(harness, "neighbour");
        await MakeSchemaAsync(harness, "bot");
        await harness.ExecuteAsync(
            """
            CREATE TABLE neighbour.discovery_lease (id integer);
            CREATE TABLE neighbour.tracked_tokens (id bigint PRIMARY KEY);
            INSERT INTO neighbour.tracked_tokens VALUES (1)
            """,
            Cancel);
        await harness.MakeBotTableAsync(
            "bot.positions",
            """
            CREATE TABLE bot.positions (token bigint REFERENCES neighbour.tracked_tokens (id), closed_at timestamptz);
            INSERT INTO bot.positions VALUES (1, NULL)
            """,
            Cancel);
        await harness.MakeBotTableAsync("positions", "CREATE TABLE positions (token text, closed_at timestamptz)", Cancel);

        Assert.Equal(PositionState.Flat, await StateAsync(harness, static _ => { }));
    }

    [Fact]
    public async Task A_view_in_the_own_schema_stands_for_the_table_of_the_bot_that_it_reads()
    {
        await using var harness = await StartAsync();
        await MakeSchemaAsync(harness, "bot");
        await harness.MakeBotTableAsync(
            "bot.positions",
            "CREATE TABLE bot.positions (token text, closed_at timestamptz); INSERT INTO bot.positions VALUES ('a', NULL)",
            Cancel);
        await harness.MakeBotTableAsync(
            "positions",
            "CREATE VIEW between AS SELECT * FROM bot.positions; CREATE VIEW positions AS SELECT token, closed_at FROM between",
            Cancel);

        Assert.Equal(PositionState.Open, await StateAsync(harness, static _ => { }));
    }

    [Fact]
    public async Task A_domain_of_whole_numbers_holds_ids()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, [], tokens: [Tokens.New("held", "HELD", 1), Tokens.New("a", "A", 1)]), Cancel);
        await harness.ExecuteAsync(
            "UPDATE tracked_tokens SET symbol = (SELECT t.id::text FROM tracked_tokens t WHERE t.address = 'held') WHERE address = 'a'",
            Cancel);
        await harness.MakeBotTableAsync(
            "positions",
            """
            CREATE DOMAIN token_number AS bigint;
            CREATE TABLE positions (token token_number, closed_at timestamptz);
            INSERT INTO positions SELECT id, NULL FROM tracked_tokens WHERE address = 'held'
            """,
            Cancel);

        Assert.Equal(PositionState.Flat, await StateAsync(harness, static _ => { }));
    }

    [Theory]
    [InlineData("uuid", "gen_random_uuid()")]
    [InlineData("smallint", "4711")]
    [InlineData("numeric(20,0)", "4711")]
    [InlineData("jsonb", "'{}'")]
    [InlineData("bytea", "'\\x00'")]
    public async Task An_open_position_in_a_column_of_any_type_is_unknown_or_matched_and_never_an_error(string type, string value)
    {
        await using var harness = await StartAsync();
        await harness.MakeBotTableAsync("positions", $"CREATE TABLE positions (token {type}, closed_at timestamptz); INSERT INTO positions VALUES ({value}, NULL)", Cancel);
        await using var host = await harness.OpenTradingHostAsync(static _ => { }, Cancel);

        Assert.Equal(PositionState.Unknown, (await host.Positions.GetAsync(["a"], Cancel))["a"]);
        Assert.Contains("1 of 1 open positions in discovery.positions.token match no tracked token", ((TableOpenPositions)host.Positions).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_row_level_security_may_hide_are_not_taken_for_none()
    {
        await using var harness = await StartAsync();
        await harness.MakeBotTableAsync(
            "positions",
            "CREATE TABLE positions (token text, closed_at timestamptz); ALTER TABLE positions ENABLE ROW LEVEL SECURITY; INSERT INTO positions VALUES ('a', NULL)",
            Cancel);

        Assert.Equal(PositionState.Unknown, await StateAsync(harness, static positions => positions.WithoutTable = PositionState.Flat));
    }

    [Fact]
    public async Task Without_the_server_every_position_is_unknown()
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await using var services = await harness.OpenServicesAsync(
            port: Loopback.FreePort(),
            build: static builder => builder.Services.Configure<BirdeyeDiscoveryOptions>(static options => options.Positions.WithoutTable = PositionState.Flat));

        Assert.Equal(PositionState.Unknown, (await services.GetRequiredKeyedService<IOpenPositionSource>(string.Empty).GetAsync(["a", "a"], Cancel))["a"]);
    }

    protected override StoreHarness Create() => new PostgresHarness();

    private static ValueTask MakeSchemaAsync(StoreHarness harness, string schema) =>
        harness.ExecuteAsync($"CREATE SCHEMA \"{schema}\"; GRANT USAGE ON SCHEMA \"{schema}\" TO {PostgresRoles.Runtime}", Cancel);

    private static async Task<PositionState> StateAsync(StoreHarness harness, Action<PositionsTableOptions> configure)
    {
        await using var host = await harness.OpenTradingHostAsync(configure, Cancel);
        return (await host.Positions.GetAsync(["a"], Cancel))["a"];
    }
}
