using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresOpenPositionSourceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_the_table_every_position_is_unknown()
    {
        await using var harness = await StartAsync();

        Assert.Equal(PositionState.Unknown, (await GetAsync(harness, "a"))["a"]);
    }

    [Fact]
    public async Task A_host_that_trades_nothing_is_flat_until_there_is_a_table()
    {
        await using var harness = await StartAsync();
        Action<PostgresStoreOptions> tradesNothing = static options => options.Positions.WithoutTable = PositionState.Flat;
        var before = await GetAsync(harness, tradesNothing, "a");
        await MakeAsync(harness, "CREATE TABLE discovery.positions (token text, closed_at timestamptz); INSERT INTO discovery.positions VALUES ('a', NULL)", "discovery.positions");

        Assert.Equal((PositionState.Flat, PositionState.Open), (before["a"], (await GetAsync(harness, tradesNothing, "a"))["a"]));
    }

    [Theory]
    [InlineData("CREATE TABLE discovery.positions (token text, closed text)")]
    [InlineData("CREATE TABLE discovery.positions (mint text, closed_at text)")]
    [InlineData("CREATE TABLE discovery.positions (token integer, closed_at text)")]
    public async Task A_table_without_the_columns_is_unknown_and_never_flat(string table)
    {
        await using var harness = await StartAsync();
        await MakeAsync(harness, table, "discovery.positions");

        Assert.Equal(PositionState.Unknown, (await GetAsync(harness, "a"))["a"]);
    }

    [Theory]
    [InlineData(PositionToken.Address)]
    [InlineData(PositionToken.Symbol)]
    [InlineData(PositionToken.Id)]
    public async Task A_table_that_may_not_be_read_is_unknown_also_for_a_host_that_trades_nothing(PositionToken token)
    {
        await using var harness = await StartAsync();
        await harness.ExecuteAsync("CREATE TABLE discovery.positions (token text, closed_at timestamptz)", Cancel);
        await harness.ExecuteAsync("CREATE SCHEMA closed; CREATE TABLE closed.positions (token text, closed_at timestamptz)", Cancel);

        foreach (var schema in new[] { null, "closed" })
        {
            var states = await GetAsync(
                harness,
                options => (options.Positions.WithoutTable, options.Positions.Schema, options.Positions.Token) = (PositionState.Flat, schema, token),
                "a");
            Assert.Equal(PositionState.Unknown, states["a"]);
        }
    }

    [Fact]
    public async Task Without_the_server_every_position_is_unknown()
    {
        await using var harness = await StartAsync();
        await using var services = await harness.OpenServicesAsync(
            port: Loopback.FreePort(), options: static options => options.Positions.WithoutTable = PositionState.Flat);

        Assert.Equal(PositionState.Unknown, (await services.GetRequiredKeyedService<IOpenPositionSource>(string.Empty).GetAsync(["a", "a"], Cancel))["a"]);
    }

    [Fact]
    public async Task An_open_position_is_open_and_closed_ones_are_flat_also_beside_nulls()
    {
        await using var harness = await StartAsync();
        await MakeAsync(
            harness,
            "CREATE TABLE discovery.positions (token text, closed_at timestamptz); INSERT INTO discovery.positions VALUES ('open', NULL), ('open', now()), ('closed', now()), (NULL, NULL)",
            "discovery.positions");

        var states = await GetAsync(harness, "open", "closed", "never", "it's", "open");

        Assert.Equal(
            new SortedDictionary<string, PositionState>
            {
                ["closed"] = PositionState.Flat,
                ["it's"] = PositionState.Flat,
                ["never"] = PositionState.Flat,
                ["open"] = PositionState.Open,
            },
            new SortedDictionary<string, PositionState>(states.ToDictionary()));
    }

    [Fact]
    public async Task Positions_by_symbol_in_a_schema_of_the_bot_are_found_under_each_symbol_the_token_had()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(
            Plans.Cycle(
                1,
                [Plans.Score("renamed") with { Symbol = "OLD" }, Plans.Score("flat") with { Symbol = "FLAT" }],
                tokens: [Tokens.New("renamed", "NEW", 1), Tokens.New("flat", "FLAT", 1), Tokens.New("open", "OPEN", 1)]),
            Cancel);
        await MakeAsync(
            harness,
            """
            CREATE SCHEMA "Bot";
            CREATE TABLE "Bot"."Trades" (symbol text, ended timestamptz);
            INSERT INTO "Bot"."Trades" VALUES ('OLD', NULL), ('OPEN', NULL), ('FLAT', now());
            GRANT USAGE ON SCHEMA "Bot" TO discovery_runtime
            """,
            "\"Bot\".\"Trades\"");

        var states = await GetAsync(
            harness,
            options =>
            {
                (options.Positions.Schema, options.Positions.Table, options.Positions.TokenColumn) = ("Bot", "Trades", "symbol");
                (options.Positions.ClosedAtColumn, options.Positions.Token) = ("ended", PositionToken.Symbol);
            },
            "renamed",
            "flat",
            "open",
            "untracked");

        Assert.Equal(
            (PositionState.Open, PositionState.Flat, PositionState.Open, PositionState.Unknown),
            (states["renamed"], states["flat"], states["open"], states["untracked"]));
    }

    [Theory]
    [InlineData(PositionToken.Id, "id")]
    [InlineData(PositionToken.Symbol, "symbol")]
    public async Task Positions_by_the_row_of_a_token_are_found_also_after_it_migrated(PositionToken token, string column)
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(
            Plans.Cycle(1, [Plans.Score("before") with { Symbol = "MOVED" }], tokens: [Tokens.New("moved", "MOVED", 1), Tokens.New("flat", "FLAT", 1)]), Cancel);
        await Trades.MigrateAsync(harness, "before", "moved", Cancel);
        var type = token == PositionToken.Id ? "bigint" : "text";
        await MakeAsync(
            harness,
            $"CREATE TABLE discovery.positions (token {type}, closed_at timestamptz); INSERT INTO discovery.positions SELECT {column}, now() FROM discovery.tracked_tokens",
            "discovery.positions");

        var closed = await GetAsync(harness, options => options.Positions.Token = token, "before", "moved", "flat", "untracked");
        await harness.ExecuteAsync($"INSERT INTO discovery.positions SELECT {column}, NULL FROM discovery.tracked_tokens WHERE address = 'moved'", Cancel);
        var open = await GetAsync(harness, options => options.Positions.Token = token, "before", "moved", "flat", "untracked");

        Assert.Equal((PositionState.Flat, PositionState.Flat, PositionState.Flat, PositionState.Unknown), (closed["before"], closed["moved"], closed["flat"], closed["untracked"]));
        Assert.Equal((PositionState.Open, PositionState.Flat, PositionState.Unknown), (open["moved"], open["flat"], open["untracked"]));
    }

    private static async Task<PostgresHarness> StartAsync()
    {
        var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        return harness;
    }

    private static Task MakeAsync(PostgresHarness harness, string sql, string table) =>
        harness.ExecuteAsync($"{sql}; GRANT SELECT ON {table} TO {PostgresRoles.Runtime}", Cancel).AsTask();

    private static Task<IReadOnlyDictionary<string, PositionState>> GetAsync(PostgresHarness harness, params string[] addresses) => GetAsync(harness, null, addresses);

    private static async Task<IReadOnlyDictionary<string, PositionState>> GetAsync(
        PostgresHarness harness, Action<PostgresStoreOptions>? configure, params string[] addresses)
    {
        await using var services = await harness.OpenServicesAsync(options: configure);
        return await services.GetRequiredKeyedService<IOpenPositionSource>(string.Empty).GetAsync(addresses, Cancel);
    }
}
