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
    public async Task A_view_in_the_own_schema_with_the_positions_of_the_table_that_it_reads_is_not_ambiguous()
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

    [Theory]
    [InlineData("token text, status text", "('a', 'open')")]
    [InlineData("token text, closed_at timestamptz NOT NULL", "('a', 'infinity')")]
    [InlineData("mint text, is_open boolean", "('a', true)")]
    public async Task A_table_with_rows_that_does_not_fit_is_unknown_beside_one_with_open_positions_until_the_schema_is_named(string columns, string row)
    {
        await using var harness = await StartAsync();
        await MakeSchemaAsync(harness, "bot");
        await MakeSchemaAsync(harness, "paper");
        await harness.CommitAsync(Plans.Cycle(1, [], tokens: [Tokens.New("a", "A", 1), Tokens.New("b", "B", 1)]), Cancel);
        await harness.MakeBotTableAsync("bot.positions", $"CREATE TABLE bot.positions ({columns}); INSERT INTO bot.positions VALUES {row}", Cancel);
        await harness.MakeBotTableAsync(
            "paper.positions", "CREATE TABLE paper.positions (token text, closed_at timestamptz); INSERT INTO paper.positions VALUES ('b', NULL)", Cancel);
        await using var host = await harness.OpenTradingHostAsync(static _ => { }, Cancel);

        Assert.Equal(PositionState.Unknown, (await host.Positions.GetAsync(["a"], Cancel))["a"]);
        var fault = ((TableOpenPositions)host.Positions).Fault;
        Assert.Contains("bot.positions", fault, StringComparison.Ordinal);
        Assert.Contains("paper.positions", fault, StringComparison.Ordinal);
        Assert.Contains("Positions:Schema", fault, StringComparison.Ordinal);
        Assert.Equal(PositionState.Flat, await StateAsync(harness, static positions => positions.Schema = "paper"));

        await harness.ExecuteAsync("DELETE FROM bot.positions", Cancel);
        Assert.Equal(PositionState.Flat, await StateAsync(harness, static _ => { }));

        await harness.ExecuteAsync($"REVOKE SELECT ON bot.positions FROM {PostgresRoles.Runtime}", Cancel);
        Assert.Equal(PositionState.Unknown, await StateAsync(harness, static _ => { }));
    }

    [Theory]
    [InlineData("VIEW")]
    [InlineData("MATERIALIZED VIEW")]
    public async Task A_filtered_view_does_not_hide_the_positions_of_its_table(string kind)
    {
        await using var harness = await StartAsync();
        await MakeSchemaAsync(harness, "bot");
        await MakeSchemaAsync(harness, "report");
        await harness.CommitAsync(Plans.Cycle(1, [], tokens: [Tokens.New("a", "A", 1), Tokens.New("b", "B", 1)]), Cancel);
        await harness.MakeBotTableAsync(
            "bot.positions",
            "CREATE TABLE bot.positions (token text, closed_at timestamptz, strategy text); INSERT INTO bot.positions VALUES ('a', NULL, 'y'), ('b', NULL, 'x')",
            Cancel);
        await harness.MakeBotTableAsync("report.positions", $"CREATE {kind} report.positions AS SELECT * FROM bot.positions WHERE strategy = 'x'", Cancel);

        Assert.Equal(PositionState.Open, await StateAsync(harness, static _ => { }));
        Assert.Equal(PositionState.Flat, await StateAsync(harness, static positions => positions.Schema = "report"));
    }

    [Fact]
    public async Task A_view_with_positions_that_its_table_does_not_have_is_ambiguous()
    {
        await using var harness = await StartAsync();
        await MakeSchemaAsync(harness, "bot");
        await harness.CommitAsync(Plans.Cycle(1, [], tokens: [Tokens.New("a", "A", 1), Tokens.New("b", "B", 1), Tokens.New("c", "C", 1)]), Cancel);
        await harness.MakeBotTableAsync(
            "bot.positions", "CREATE TABLE bot.positions (token text, closed_at timestamptz); INSERT INTO bot.positions VALUES ('b', NULL)", Cancel);
        await harness.MakeBotTableAsync(
            "positions",
            "CREATE VIEW positions AS SELECT token, closed_at FROM bot.positions UNION ALL SELECT 'c', NULL",
            Cancel);

        Assert.Equal(PositionState.Unknown, await StateAsync(harness, static _ => { }));
        Assert.Equal(PositionState.Flat, await StateAsync(harness, static positions => positions.Schema = "discovery"));
    }

    [Fact]
    public async Task A_view_does_not_hide_a_table_whose_open_positions_it_alone_can_tell()
    {
        await using var harness = await StartAsync();
        await MakeSchemaAsync(harness, "bot");
        await harness.MakeBotTableAsync("bot.positions", "CREATE TABLE bot.positions (token text, is_open boolean); INSERT INTO bot.positions VALUES ('a', true)", Cancel);
        await harness.MakeBotTableAsync(
            "positions",
            "CREATE VIEW positions AS SELECT token, CASE WHEN is_open THEN NULL ELSE now() END AS closed_at FROM bot.positions WHERE token <> 'a'",
            Cancel);

        Assert.Equal(PositionState.Unknown, await StateAsync(harness, static _ => { }));
        Assert.Equal(PositionState.Flat, await StateAsync(harness, static positions => positions.Schema = "discovery"));
    }

    [Fact]
    public async Task A_key_of_the_table_says_what_the_column_of_its_view_holds()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, [], tokens: [Tokens.New("held", "HELD", 1), Tokens.New("a", "A", 1)]), Cancel);
        await harness.MakeBotTableAsync(
            "positions",
            """
            CREATE TABLE coins (id bigint PRIMARY KEY);
            INSERT INTO coins SELECT id FROM tracked_tokens;
            CREATE TABLE trades (token bigint REFERENCES coins (id), closed_at timestamptz);
            INSERT INTO trades SELECT id, NULL FROM tracked_tokens WHERE address = 'held';
            CREATE VIEW between AS SELECT token, closed_at FROM trades;
            CREATE VIEW positions AS SELECT token, closed_at FROM between
            """,
            Cancel);

        Assert.Equal(PositionState.Unknown, await StateAsync(harness, static _ => { }));
    }

    [Theory]
    [InlineData("'0001-01-01 00:00:00+00'", PositionState.Open)]
    [InlineData("'0044-03-15 00:00:00+00 BC'", PositionState.Open)]
    [InlineData("'1970-01-01 00:00:00+00'", PositionState.Open)]
    [InlineData("'9999-12-31 23:59:59.999999+00'", PositionState.Open)]
    [InlineData("'infinity'", PositionState.Open)]
    [InlineData("'-infinity'", PositionState.Open)]
    [InlineData("now() + interval '3 days'", PositionState.Open)]
    [InlineData("'2026-01-01 00:00:00+00'", PositionState.Flat)]
    [InlineData("now() + interval '20 hours'", PositionState.Flat)]
    public async Task A_closing_time_means_the_same_in_every_time_zone_of_the_session(string value, PositionState expected)
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await harness.MakeBotTableAsync(
            "positions", $"CREATE TABLE positions (token text, closed_at timestamptz); INSERT INTO positions VALUES ('a', {value})", Cancel);
        await harness.CommitAsync(Plans.Cycle(1, [], tokens: [Tokens.New("a", "A", 1)]), Cancel);

        foreach (var (zone, style) in new[] { ("America/New_York", "ISO"), ("Pacific/Kiritimati", "German"), ("Etc/GMT+12", "SQL"), ("UTC", "Postgres") })
        {
            await using var services = await harness.OpenServicesAsync(
                configure: connection => (connection.Timezone, connection.Options) = (zone, $"-c DateStyle={style}"));
            var positions = services.GetRequiredKeyedService<IOpenPositionSource>(string.Empty);
            Assert.Equal((zone, expected), (zone, (await positions.GetAsync(["a"], Cancel))["a"]));
        }
    }

    [Theory]
    [InlineData("CREATE DOMAIN moment AS timestamptz; CREATE DOMAIN closing AS moment", "closing", "'0044-03-15 00:00:00+00 BC'", PositionState.Open)]
    [InlineData("CREATE DOMAIN moment AS timestamptz; CREATE DOMAIN closing AS moment", "closing", "'2026-01-01 00:00:00+00'", PositionState.Flat)]
    [InlineData("CREATE TYPE state AS ENUM ('active', 'closed')", "state", "'active'", PositionState.Open)]
    [InlineData("CREATE TYPE state AS ENUM ('active', 'closed')", "state", "'closed'", PositionState.Open)]
    [InlineData("", "jsonb", "'{}'", PositionState.Open)]
    [InlineData("", "jsonb", "'\"2026-01-01\"'", PositionState.Flat)]
    [InlineData("", "numeric", "'NaN'", PositionState.Open)]
    [InlineData("", "double precision", "'Infinity'", PositionState.Open)]
    [InlineData("", "interval", "'1 day'", PositionState.Open)]
    [InlineData("", "bytea", "'\\x00'", PositionState.Open)]
    [InlineData("", "timestamp", "'2026-01-01 BC'", PositionState.Open)]
    [InlineData("", "text", "'2026-01-01 10:00:00 BC'", PositionState.Open)]
    public async Task A_closing_time_of_a_type_of_PostgreSQL_is_judged_by_what_it_says(string before, string type, string value, PositionState expected)
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, [], tokens: [Tokens.New("a", "A", 1)]), Cancel);
        await harness.MakeBotTableAsync(
            "positions", $"{before}; CREATE TABLE positions (token text, closed_at {type}); INSERT INTO positions VALUES ('a', {value})", Cancel);

        Assert.Equal(expected, await StateAsync(harness, static _ => { }));
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
