using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>Open positions as the bot's own table tells them, in the database of the store.</summary>
public abstract class OpenPositionConformance : StoreConformance
{
    [Fact]
    public async Task Without_the_table_every_position_is_unknown()
    {
        await using var harness = await StartAsync();

        Assert.Equal(PositionState.Unknown, (await GetAsync(harness, Default, "a"))["a"]);
    }

    [Fact]
    public async Task A_host_that_trades_nothing_is_flat_until_there_is_a_table()
    {
        await using var harness = await StartAsync();
        var before = await GetAsync(harness, TradesNothing, "a");
        await harness.MakeBotTableAsync("positions", "CREATE TABLE positions (token text, closed_at timestamp); INSERT INTO positions VALUES ('a', NULL)", Cancel);

        Assert.Equal((PositionState.Flat, PositionState.Open), (before["a"], (await GetAsync(harness, TradesNothing, "a"))["a"]));
    }

    [Theory]
    [InlineData("CREATE TABLE positions (token text, closed text)")]
    [InlineData("CREATE TABLE positions (mint text, closed_at text)")]
    public async Task A_table_without_the_columns_is_unknown_and_never_flat(string table)
    {
        await using var harness = await StartAsync();
        await harness.MakeBotTableAsync("positions", table, Cancel);

        Assert.Equal(PositionState.Unknown, (await GetAsync(harness, TradesNothing, "a"))["a"]);
    }

    [Fact]
    public async Task An_open_position_is_open_and_closed_ones_are_flat_also_beside_nulls()
    {
        await using var harness = await StartAsync();
        await harness.MakeBotTableAsync(
            "positions",
            """
            CREATE TABLE positions (token text, closed_at timestamp);
            INSERT INTO positions VALUES ('open', NULL), ('open', '2026-01-01'), ('closed', '2026-01-01'), (NULL, NULL)
            """,
            Cancel);

        var states = await GetAsync(harness, Default, "open", "closed", "never", "it's", "open");

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
    public async Task A_position_by_the_address_of_an_EVM_chain_is_found_whatever_its_capitals_and_one_by_another_only_as_it_is()
    {
        const string Evm = "0xabcdef0123456789abcdef0123456789abcdef01";
        await using var harness = await StartAsync();
        await harness.MakeBotTableAsync(
            "positions",
            $"CREATE TABLE positions (token text, closed_at timestamp); INSERT INTO positions VALUES ('0xABCdef0123456789abcdef0123456789abcDEF01', NULL), ('{Tokens.Bonk.ToUpperInvariant()}', NULL)",
            Cancel);

        Assert.Equal(PositionState.Open, (await GetAsync(harness, Default, Evm))[Evm]);
        Assert.Equal(PositionState.Flat, (await GetAsync(harness, Default, Tokens.Bonk))[Tokens.Bonk]);
    }

    [Fact]
    public async Task Positions_by_symbol_are_found_under_each_symbol_the_token_had()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(
            Plans.Cycle(
                1,
                [Plans.Score("renamed") with { Symbol = "OLD" }, Plans.Score("flat") with { Symbol = "FLAT" }],
                tokens: [Tokens.New("renamed", "NEW", 1), Tokens.New("flat", "FLAT", 1), Tokens.New("open", "OPEN", 1)]),
            Cancel);
        await harness.MakeBotTableAsync(
            "trades", "CREATE TABLE trades (symbol text, ended timestamp); INSERT INTO trades VALUES ('OLD', NULL), ('OPEN', NULL), ('FLAT', '2026-01-01')", Cancel);

        var states = await GetAsync(
            harness,
            static positions => (positions.Table, positions.TokenColumn, positions.ClosedAtColumn, positions.Token) = ("trades", "symbol", "ended", PositionToken.Symbol),
            "renamed",
            "flat",
            "open",
            "untracked");

        Assert.Equal(
            (PositionState.Open, PositionState.Flat, PositionState.Open, PositionState.Unknown),
            (states["renamed"], states["flat"], states["open"], states["untracked"]));
    }

    [Theory]
    [InlineData(PositionToken.Id, "id", "bigint")]
    [InlineData(PositionToken.Symbol, "symbol", "text")]
    public async Task Positions_by_the_row_of_a_token_are_found_also_after_it_migrated(PositionToken token, string column, string type)
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(
            Plans.Cycle(1, [Plans.Score("before") with { Symbol = "MOVED" }], tokens: [Tokens.New("moved", "MOVED", 1), Tokens.New("flat", "FLAT", 1)]), Cancel);
        await Trades.MigrateAsync(harness, "before", "moved", Cancel);
        await harness.MakeBotTableAsync(
            "positions", $"CREATE TABLE positions (token {type}, closed_at timestamp); INSERT INTO positions SELECT {column}, '2026-01-01' FROM tracked_tokens", Cancel);

        var closed = await GetAsync(harness, positions => positions.Token = token, "before", "moved", "flat", "untracked");
        await harness.ExecuteAsync($"INSERT INTO positions SELECT {column}, NULL FROM tracked_tokens WHERE address = 'moved'", Cancel);
        var open = await GetAsync(harness, positions => positions.Token = token, "before", "moved", "flat", "untracked");

        Assert.Equal((PositionState.Flat, PositionState.Flat, PositionState.Flat, PositionState.Unknown), (closed["before"], closed["moved"], closed["flat"], closed["untracked"]));
        Assert.Equal((PositionState.Open, PositionState.Flat, PositionState.Unknown), (open["moved"], open["flat"], open["untracked"]));
    }

    private static void Default(PositionsTableOptions positions)
    {
    }

    private static void TradesNothing(PositionsTableOptions positions) => positions.WithoutTable = PositionState.Flat;

    private static async Task<IReadOnlyDictionary<string, PositionState>> GetAsync(StoreHarness harness, Action<PositionsTableOptions> configure, params string[] addresses)
    {
        await using var host = await harness.OpenTradingHostAsync(configure, Cancel);
        return await host.Positions.GetAsync(addresses, Cancel);
    }
}
