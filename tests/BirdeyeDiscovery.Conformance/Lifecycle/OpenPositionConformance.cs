using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>Open positions as the bot's own table tells them, in the database of the store.</summary>
public abstract partial class OpenPositionConformance : StoreConformance
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
    public async Task An_open_position_is_open_and_closed_ones_are_flat()
    {
        await using var harness = await StartAsync();
        await harness.MakeBotTableAsync(
            "positions",
            """
            CREATE TABLE positions (token text, closed_at timestamp);
            INSERT INTO positions VALUES ('open', NULL), ('open', '2026-01-01'), ('closed', '2026-01-01'), (NULL, '2026-01-01')
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

        // The other position matches no token, so that nothing but what is open is certain.
        Assert.Equal(PositionState.Open, (await GetAsync(harness, Default, Evm))[Evm]);
        Assert.Equal(PositionState.Unknown, (await GetAsync(harness, Default, Tokens.Bonk))[Tokens.Bonk]);
        await harness.CommitAsync(Plans.Cycle(1, [], tokens: [Tokens.New(Evm, "EVM", 1)]), Cancel);
        await harness.ExecuteAsync("UPDATE positions SET closed_at = '2026-01-01' WHERE token NOT LIKE '0x%'", Cancel);
        Assert.Equal(PositionState.Flat, (await GetAsync(harness, Default, Tokens.Bonk))[Tokens.Bonk]);
    }

    [Theory]
    [InlineData("bigint", "id")]
    [InlineData("integer", "id")]
    [InlineData("text", "id")]
    [InlineData("text", "symbol")]
    [InlineData("varchar(44)", "address")]
    [InlineData("char(44)", "address")]
    public async Task What_the_column_holds_is_recognised(string type, string column)
    {
        await using var harness = await StartWithTokensAsync();
        await harness.MakeBotTableAsync(
            "positions", $"CREATE TABLE positions (token {type}, closed_at timestamp); INSERT INTO positions SELECT {column}, NULL FROM tracked_tokens WHERE address = 'held'", Cancel);

        var states = await GetAsync(harness, Default, "held", "other");

        Assert.Equal((PositionState.Open, PositionState.Flat), (states["held"], states["other"]));
    }

    [Theory]
    [InlineData("bigint", "4711")]
    [InlineData("text", "'4711'")]
    [InlineData("text", "'HEL'")]
    [InlineData("text", "'9f1c8f0e-0000-4000-8000-000000000001'")]
    [InlineData("text", "''")]
    [InlineData("text", "NULL")]
    [InlineData("double precision", "1.5")]
    public async Task An_open_position_that_matches_no_tracked_token_leaves_every_other_token_unknown(string type, string token)
    {
        await using var harness = await StartWithTokensAsync();
        await harness.MakeBotTableAsync("positions", $"CREATE TABLE positions (token {type}, closed_at timestamp); INSERT INTO positions VALUES ({token}, NULL)", Cancel);

        foreach (var asked in new[] { PositionToken.Auto, PositionToken.Address, PositionToken.Symbol, PositionToken.Id })
        {
            Assert.Equal(PositionState.Unknown, (await GetAsync(harness, positions => positions.Token = asked, "other"))["other"]);
        }

        await harness.ExecuteAsync("UPDATE positions SET closed_at = '2026-01-01'", Cancel);
        Assert.Equal(PositionState.Flat, (await GetAsync(harness, Default, "other"))["other"]);
    }

    [Theory]
    [InlineData("integer PRIMARY KEY", "coins (id)", "id")]
    [InlineData("integer PRIMARY KEY", "coins", "id")]
    [InlineData("text PRIMARY KEY", "coins (id)", "id")]
    public async Task Numbers_of_another_table_that_match_a_row_by_chance_are_not_taken_for_it(string type, string key, string column)
    {
        await using var harness = await StartWithTokensAsync();
        await harness.MakeBotTableAsync(
            "positions",
            $"""
            CREATE TABLE coins (id {type});
            INSERT INTO coins SELECT {column} FROM tracked_tokens;
            CREATE TABLE positions (token {type.Split(' ')[0]} REFERENCES {key}, closed_at timestamp);
            INSERT INTO positions SELECT {column}, NULL FROM tracked_tokens WHERE address = 'held'
            """,
            Cancel);

        var states = await GetAsync(harness, Default, "held", "other");

        Assert.Equal((PositionState.Unknown, PositionState.Unknown), (states["held"], states["other"]));
        Assert.Equal(PositionState.Open, (await GetAsync(harness, static positions => positions.Token = PositionToken.Id, "held"))["held"]);

        await harness.ExecuteAsync("UPDATE positions SET closed_at = '2026-01-01'", Cancel);
        Assert.Equal(PositionState.Flat, (await GetAsync(harness, Default, "other"))["other"]);
    }

    [Fact]
    public async Task A_text_that_refers_to_another_table_is_still_an_address_or_a_symbol()
    {
        await using var harness = await StartWithTokensAsync();
        await harness.MakeBotTableAsync(
            "positions",
            """
            CREATE TABLE coins (mint text PRIMARY KEY);
            INSERT INTO coins VALUES ('held');
            CREATE TABLE positions (token text REFERENCES coins (mint), closed_at timestamp);
            INSERT INTO positions VALUES ('held', NULL)
            """,
            Cancel);

        var states = await GetAsync(harness, Default, "held", "other");

        Assert.Equal((PositionState.Open, PositionState.Flat), (states["held"], states["other"]));
    }

    [Theory]
    [InlineData("bigint", "id", "tracked_tokens (id)")]
    [InlineData("bigint", "id", "tracked_tokens")]
    [InlineData("text", "address", "tracked_tokens (address)")]
    [InlineData("text", "address", "Tracked_Tokens (ADDRESS)")]
    public async Task A_key_to_the_tracked_tokens_says_what_the_column_holds(string type, string column, string key)
    {
        await using var harness = await StartWithTokensAsync();

        // A symbol that looks like the value of another token is no match, because the key tells what the values are.
        await harness.ExecuteAsync($"UPDATE tracked_tokens SET symbol = (SELECT CAST(t.{column} AS text) FROM tracked_tokens t WHERE t.address = 'held') WHERE address = 'other'", Cancel);
        await harness.MakeBotTableAsync(
            "positions",
            $"""
            CREATE TABLE positions (token {type}, closed_at timestamp, FOREIGN KEY (TOKEN) REFERENCES {key});
            INSERT INTO positions SELECT {column}, NULL FROM tracked_tokens WHERE address = 'held'
            """,
            Cancel);

        var states = await GetAsync(harness, Default, "held", "other");

        Assert.Equal((PositionState.Open, PositionState.Flat), (states["held"], states["other"]));
    }

    [Theory]
    [InlineData("bigint")]
    [InlineData("text")]
    public async Task Numbers_of_which_only_some_are_rows_are_ambiguous_until_the_configuration_says_what_they_are(string type)
    {
        await using var harness = await StartWithTokensAsync();
        await harness.MakeBotTableAsync(
            "positions",
            $"""
            CREATE TABLE positions (token {type}, closed_at timestamp);
            INSERT INTO positions SELECT id, NULL FROM tracked_tokens WHERE address = 'held';
            INSERT INTO positions VALUES (4711, '2026-01-01')
            """,
            Cancel);

        var states = await GetAsync(harness, Default, "held", "other");

        Assert.Equal((PositionState.Open, PositionState.Unknown), (states["held"], states["other"]));
        Assert.Equal(PositionState.Flat, (await GetAsync(harness, static positions => positions.Token = PositionToken.Id, "other"))["other"]);

        await harness.ExecuteAsync("UPDATE tracked_tokens SET symbol = '4711' WHERE address = 'third'", Cancel);
        Assert.Equal(PositionState.Flat, (await GetAsync(harness, Default, "other"))["other"]);
    }

    [Fact]
    public async Task A_position_by_a_number_counts_for_the_row_and_for_a_token_of_that_symbol()
    {
        await using var harness = await StartWithTokensAsync();
        var id = Convert.ToInt64(await harness.QueryScalarAsync("SELECT id FROM tracked_tokens WHERE address = 'held'", Cancel), System.Globalization.CultureInfo.InvariantCulture);
        await harness.ExecuteAsync($"UPDATE tracked_tokens SET symbol = '{id}' WHERE address = 'other'", Cancel);
        await harness.MakeBotTableAsync("positions", $"CREATE TABLE positions (token text, closed_at timestamp); INSERT INTO positions VALUES ('{id}', NULL)", Cancel);

        var states = await GetAsync(harness, Default, "held", "other", "third");

        Assert.Equal((PositionState.Open, PositionState.Open, PositionState.Flat), (states["held"], states["other"], states["third"]));
    }

    [Fact]
    public async Task A_table_and_columns_as_an_object_relational_mapper_names_them_are_read()
    {
        await using var harness = await StartWithTokensAsync();
        await harness.MakeBotTableAsync(
            "\"Positions\"",
            """
            CREATE TABLE "Positions" ("Id" integer, "Token" text, "ClosedAt" timestamp);
            INSERT INTO "Positions" VALUES (1, 'held', NULL)
            """,
            Cancel);

        var states = await GetAsync(harness, TradesNothing, "held", "other");

        Assert.Equal((PositionState.Open, PositionState.Flat), (states["held"], states["other"]));
    }

    [Fact]
    public async Task A_closing_time_that_can_never_be_missing_says_nothing()
    {
        await using var harness = await StartWithTokensAsync();
        await harness.MakeBotTableAsync("positions", "CREATE TABLE positions (token text, closed_at timestamp NOT NULL)", Cancel);

        Assert.Equal(PositionState.Unknown, (await GetAsync(harness, TradesNothing, "other"))["other"]);
    }

    [Fact]
    public async Task An_earlier_symbol_of_a_token_that_is_not_asked_about_is_a_match()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(
            Plans.Cycle(1, [Plans.Score("renamed") with { Symbol = "OLD" }], tokens: [Tokens.New("renamed", "NEW", 1), Tokens.New("other", "OTHER", 1)]), Cancel);
        await OpenAsync(harness, "OLD");

        Assert.Equal(PositionState.Flat, (await GetAsync(harness, Default, "other"))["other"]);
    }

    [Fact]
    public async Task A_symbol_that_another_token_has_now_counts_for_both()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(
            Plans.Cycle(1, [Plans.Score("renamed") with { Symbol = "OLD" }], tokens: [Tokens.New("renamed", "NEW", 1), Tokens.New("namesake", "OLD", 1)]),
            Cancel);
        await OpenAsync(harness, " OLD ");

        var states = await GetAsync(harness, Default, "renamed", "namesake");

        Assert.Equal((PositionState.Open, PositionState.Open), (states["renamed"], states["namesake"]));
    }

    [Fact]
    public async Task An_earlier_symbol_of_a_token_that_migrated_since_is_a_match()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(
            Plans.Cycle(1, [Plans.Score("before") with { Symbol = "OLD" }], tokens: [Tokens.New("after", "NEW", 1), Tokens.New("other", "OTHER", 1)]),
            Cancel);
        await Trades.MigrateAsync(harness, "before", "after", Cancel);
        await OpenAsync(harness, "OLD");

        Assert.Equal(PositionState.Flat, (await GetAsync(harness, Default, "other"))["other"]);
    }

    [Fact]
    public async Task A_view_works_as_a_table()
    {
        await using var harness = await StartWithTokensAsync();
        await harness.MakeBotTableAsync(
            "positions",
            """
            CREATE TABLE trades (token text, is_open boolean);
            INSERT INTO trades VALUES ('held', true), ('other', false);
            CREATE VIEW positions AS SELECT token, CASE WHEN is_open THEN NULL ELSE '2026-01-01' END AS closed_at FROM trades
            """,
            Cancel);

        var states = await GetAsync(harness, Default, "held", "other");

        Assert.Equal((PositionState.Open, PositionState.Flat), (states["held"], states["other"]));
    }

    [Fact]
    public async Task A_position_under_an_address_from_before_a_migration_is_a_match()
    {
        await using var harness = await StartWithTokensAsync();
        await Trades.MigrateAsync(harness, "before", "held", Cancel);
        await OpenAsync(harness, "before");

        var states = await GetAsync(harness, Default, "before", "held", "other");

        Assert.Equal((PositionState.Open, PositionState.Flat, PositionState.Flat), (states["before"], states["held"], states["other"]));
        Assert.Equal(PositionState.Flat, (await GetAsync(harness, Default, "other"))["other"]);
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

    private async Task<StoreHarness> StartWithTokensAsync()
    {
        var harness = await StartAsync();
        await harness.CommitAsync(
            Plans.Cycle(1, [], tokens: [Tokens.New("held", "HELD", 1), Tokens.New("other", "OTHER", 1), Tokens.New("third", "THIRD", 1)]), Cancel);
        return harness;
    }

    private static ValueTask OpenAsync(StoreHarness harness, string token) => harness.MakeBotTableAsync(
        "positions", $"CREATE TABLE positions (token text, closed_at timestamp); INSERT INTO positions VALUES ('{token}', NULL)", Cancel);

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
