namespace BirdeyeDiscovery.Tests;

public sealed class AnswerShapeTests
{
    private const string Wallet = "8bP4FJNXwN5Q4a6EybtHwsiAnxFFWb93sY38mYdo6Pr2";

    [Theory]
    [InlineData("", nameof(DatumState.Missing), 0)]
    [InlineData("\"liquidity\":null,", nameof(DatumState.Null), 0)]
    [InlineData("\"liquidity\":0,", nameof(DatumState.Known), 0)]
    [InlineData("\"liquidity\":-0,", nameof(DatumState.Known), 0)]
    [InlineData("\"liquidity\":12.5,", nameof(DatumState.Known), 12.5)]
    [InlineData("\"liquidity\":1e-06,", nameof(DatumState.Known), 1e-6)]
    [InlineData("\"liquidity\":\"12.5\",", nameof(DatumState.Known), 12.5)]
    [InlineData("\"liquidity\":\"\",", nameof(DatumState.Invalid), 0)]
    [InlineData("\"liquidity\":\"NaN\",", nameof(DatumState.Invalid), 0)]
    [InlineData("\"liquidity\":\"Infinity\",", nameof(DatumState.Invalid), 0)]
    [InlineData("\"liquidity\":\"1,000\",", nameof(DatumState.Invalid), 0)]
    [InlineData("\"liquidity\":1e400,", nameof(DatumState.Invalid), 0)]
    [InlineData("\"liquidity\":-1e400,", nameof(DatumState.Invalid), 0)]
    [InlineData("\"liquidity\":1e19,", nameof(DatumState.Invalid), 0)]
    [InlineData("\"liquidity\":-1,", nameof(DatumState.Invalid), 0)]
    [InlineData("\"liquidity\":true,", nameof(DatumState.Invalid), 0)]
    [InlineData("\"liquidity\":{\"usd\":5},", nameof(DatumState.Invalid), 0)]
    [InlineData("\"liquidity\":[5],", nameof(DatumState.Invalid), 0)]
    [InlineData("\"liquidity\":NaN,", nameof(DatumState.Invalid), 0)]
    [InlineData("\"liquidity\":-Infinity,", nameof(DatumState.Invalid), 0)]
    public async Task A_field_is_missing_null_invalid_or_known(string field, string state, double value)
    {
        using var api = GatewayHarness.AnsweringData($$"""{"tokens":[{{{field}}"address":"A"}]}""");
        var row = Assert.Single((await api.TrendingAsync()).Value!.Tokens);
        Assert.Equal(state == nameof(DatumState.Known) ? value : null, row.LiquidityUsd);
        Assert.Equal(state == nameof(DatumState.Invalid) ? ["liquidity"] : [], row.InvalidFields);
        Assert.Null(row.Volume24hUsd);
    }

    [Theory]
    [InlineData("1768029370", 1_768_029_370L)]
    [InlineData("1768029370.0", 1_768_029_370L)]
    [InlineData("1768029370123", 1_768_029_370L)]
    [InlineData("1768115000", 1_768_115_000L)]
    [InlineData("1768200000", null)]
    [InlineData("0", null)]
    [InlineData("1400000000", null)]
    [InlineData("1e300", null)]
    public async Task Times_are_seconds_or_milliseconds_and_neither_future_nor_ancient(string time, long? expected)
    {
        using var api = GatewayHarness.AnsweringData($$"""{"lastTradeUnixTime":{{time}}}""");
        var market = (await api.OverviewAsync()).Value!;
        Assert.Equal(expected, market.LastTradeAt?.ToUnixTimeSeconds());
        Assert.Equal(expected is null ? ["lastTradeAt"] : [], market.InvalidFields);
    }

    [Fact]
    public async Task An_overview_of_another_token_is_not_booked_on_this_one()
    {
        using var api = GatewayHarness.AnsweringData($$"""{"address":"{{GatewayHarness.Sol}}","price":1}""");
        Assert.Equal(SourceFailureKind.Malformed, (await api.OverviewAsync()).Failure!.Kind);
        Assert.Equal(SourceFailureKind.Malformed, (await api.TradeDataAsync()).Failure!.Kind);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("-1", true)]
    [InlineData("1e400", true)]
    [InlineData("null", true)]
    [InlineData("\"x\"", true)]
    [InlineData("\"5\"", false)]
    [InlineData("5", false)]
    public async Task Security_without_a_supply_is_unknown(string supply, bool unknown)
    {
        using var api = GatewayHarness.AnsweringData($$"""{"ownerAddress":null,"totalSupply":{{supply}}}""");
        Assert.Equal(unknown ? ReadingKind.Unknown : ReadingKind.Value, (await api.SecurityAsync()).Kind);
    }

    [Theory]
    [InlineData("\"ownerAddress\":null", nameof(DatumState.Null))]
    [InlineData("\"ownerAddress\":\"abc\"", nameof(DatumState.Known))]
    [InlineData("\"ownerAddress\":5", nameof(DatumState.Invalid))]
    [InlineData("\"ownerAddress\":\"\"", nameof(DatumState.Invalid))]
    [InlineData("\"x\":1", nameof(DatumState.Missing))]
    [InlineData("\"mintable\":true", nameof(DatumState.Known))]
    [InlineData("\"mintable\":true,\"ownerAddress\":null", nameof(DatumState.Known))]
    [InlineData("\"mintable\":false", nameof(DatumState.Null))]
    [InlineData("\"renounce\":true", nameof(DatumState.Null))]
    [InlineData("\"renounce\":false", nameof(DatumState.Known))]
    public async Task Only_null_says_that_nobody_can_mint(string fields, string state)
    {
        using var api = GatewayHarness.AnsweringData($$"""{"totalSupply":1,{{fields}}}""");
        Assert.Equal(state, (await api.SecurityAsync()).Value!.MintAuthority.State.ToString());
    }

    [Fact]
    public async Task The_system_program_as_freeze_authority_is_nobody()
    {
        using var api = GatewayHarness.AnsweringData("""{"totalSupply":1,"freezeAuthority":"11111111111111111111111111111111","freezeable":true}""");
        var security = (await api.SecurityAsync()).Value!;
        Assert.Equal(DatumState.Null, security.FreezeAuthority.State);
        Assert.True(security.Freezeable.IsKnown);
    }

    [Theory]
    [InlineData("null", nameof(DatumState.Null), 0)]
    [InlineData("""{"transferFeeBasisPoints":250}""", nameof(DatumState.Known), 0.025)]
    [InlineData("""{"transfer_fee_basis_points":"250"}""", nameof(DatumState.Known), 0.025)]
    [InlineData("""{"newerTransferFee":{"epoch":5,"transferFeeBasisPoints":100},"olderTransferFee":{"transferFeeBasisPoints":700}}""", nameof(DatumState.Known), 0.07)]
    [InlineData("""{"newerTransferFee":{"transferFeeBasisPoints":0},"olderTransferFee":null}""", nameof(DatumState.Known), 0)]
    [InlineData("""{"newerTransferFee":{"fee":1},"olderTransferFee":{"transferFeeBasisPoints":-5}}""", nameof(DatumState.Invalid), 0)]
    [InlineData("""{"transferFeeBasisPoints":20000}""", nameof(DatumState.Invalid), 0)]
    [InlineData("{}", nameof(DatumState.Invalid), 0)]
    [InlineData("[]", nameof(DatumState.Invalid), 0)]
    [InlineData("\"5%\"", nameof(DatumState.Invalid), 0)]
    public async Task A_transfer_fee_is_read_where_it_can_be(string data, string state, double fee)
    {
        using var api = GatewayHarness.AnsweringData($$"""{"totalSupply":1,"transferFeeEnable":true,"transferFeeData":{{data}}}""");
        var read = (await api.SecurityAsync()).Value!.TransferFee;
        Assert.Equal(state, read.State.ToString());
        Assert.Equal(fee, read.TryGet(out var value) ? value : 0);
    }

    [Theory]
    [InlineData("null", "null", nameof(DatumState.Null))]
    [InlineData("true", "null", nameof(DatumState.Known))]
    [InlineData("{\"of\":\"USDC\"}", "null", nameof(DatumState.Known))]
    [InlineData("null", "false", nameof(DatumState.Known))]
    public async Task Any_sign_of_a_fake_counts(string fake, string genuine, string state)
    {
        using var api = GatewayHarness.AnsweringData($$"""{"totalSupply":1,"fakeToken":{{fake}},"isTrueToken":{{genuine}}}""");
        var read = (await api.SecurityAsync()).Value!.FakeToken;
        Assert.Equal(state, read.State.ToString());
        Assert.True(state == nameof(DatumState.Null) || (read.TryGet(out var isFake) && isFake));
    }

    [Fact]
    public async Task A_share_above_one_is_no_percentage_but_invalid()
    {
        using var api = GatewayHarness.AnsweringData("""{"totalSupply":1,"top10UserPercent":27.2,"creatorPercentage":0.27}""");
        var security = (await api.SecurityAsync()).Value!;
        Assert.True(security.Top10User.IsInvalid);
        Known.Equal(0.27, security.CreatorShare);
    }

    [Fact]
    public async Task The_flat_evm_shape_is_brought_to_the_same_words()
    {
        using var api = GatewayHarness.AnsweringData(
            """
            {"totalSupply":"1000","isMintable":"1","ownerAddress":"0xABCdef0000000000000000000000000000000001","transferPausable":"1","isBlacklisted":"",
             "isHoneypot":"0","cannotSellAll":"1","buyTax":"0.01","sellTax":"0.05","creatorPercentage":"0.1","ownerPercentage":"","isProxy":"1",
             "lpHolders":[{"percent":"0.97","isLocked":1},{"percent":"0.03","isLocked":0}]}
            """);
        var security = (await api.SecurityAsync("0xabcdef0000000000000000000000000000000002")).Value!;
        Assert.True(security.MintAuthority.TryGet(out var owner) && owner == "0xabcdef0000000000000000000000000000000001");
        Assert.True(security.FreezeAuthority.IsKnown);
        Assert.True(security.NonTransferable.TryGet(out var stuck) && stuck);
        Known.Equal(0.05, security.TransferFee);
        Known.Equal(0.1, security.CreatorShare);
        Assert.Equal(DatumState.Missing, security.OwnerShare.State);
        Assert.Equal(LiquidityLock.Locked, security.LiquidityLock);
    }

    [Fact]
    public async Task An_evm_key_that_is_absent_does_not_look_safe()
    {
        using var api = GatewayHarness.AnsweringData("""{"result":{"data":{"total_supply":"1000","is_honeypot":"0","buy_tax":"0","sell_tax":""}}}""");
        var security = (await api.SecurityAsync()).Value!;
        Assert.Equal(DatumState.Missing, security.NonTransferable.State);
        Assert.Equal(DatumState.Missing, security.TransferFee.State);
        Assert.Equal(DatumState.Missing, security.MintAuthority.State);
    }

    [Fact]
    public async Task Candles_are_sorted_unique_and_sound()
    {
        var hour = GatewayHarness.Start - (GatewayHarness.Start % 3600);
        using var api = GatewayHarness.AnsweringData(
            $$"""
            {"items":[
              {"o":2,"h":3,"l":1,"c":2,"v":5,"unixTime":{{hour}}},
              {"o":1,"h":1,"l":1,"c":1,"v":0,"unixTime":{{hour - 7200}}},
              {"o":2,"h":3,"l":1,"c":2.5,"v":6,"unixTime":{{hour}}},
              {"o":2,"h":1,"l":3,"c":2,"v":5,"unixTime":{{hour - 3600}}},
              {"o":0,"h":1,"l":0,"c":1,"v":5,"unixTime":{{hour - 3600}}},
              {"o":1,"h":1e400,"l":1,"c":1,"v":5,"unixTime":{{hour - 3600}}},
              {"o":1,"h":1,"l":1,"c":1,"v":null,"unixTime":{{hour - 3600}}},
              {"o":1,"h":1,"l":1,"c":1,"v":1,"unixTime":"soon"},
              {"o":1,"h":1,"l":1,"c":1,"v":1,"unixTime":{{hour - 3600}},"address":"Other"},
              {"o":1,"h":1,"l":1,"c":1,"v":1,"unixTime":{{hour - 36000}}},
              7
            ]}
            """);
        var series = (await api.CandlesAsync(new CandleRequest(GatewayHarness.Mint, CandleInterval.OneHour, 3, api.Clock.GetUtcNow()))).Value!;
        Assert.Equal([new Candle(hour - 7200, 1, 1, 1, 1, 0), new Candle(hour, 2, 3, 1, 2.5, 6)], series.Candles);
        Assert.Equal((3, 4), (series.UnreadableRows, series.ImpossibleRows));
    }

    [Fact]
    public async Task Direction_and_value_of_a_swap_are_those_of_the_asked_token()
    {
        using var api = GatewayHarness.AnsweringData(
            $$"""
            {"items":[
              {{Swap("a", "sell", from: ("Quote", "\"9\"", "9", "1"), to: (GatewayHarness.Mint, "5", "5", "2"))}},
              {{Swap("b", "buy", from: (GatewayHarness.Mint, "5", "5", "null"), to: ("Quote", "9", "9", "1.5"))}},
              {{Swap("c", "buy", from: ("X", "5", "5", "1"), to: ("Y", "9", "9", "1.5"))}},
              {{Swap("d", "?", from: ("X", "5", "5", "1"), to: ("Y", "9", "9", "1.5"))}}
            ]}
            """);
        var page = (await api.TradesAsync()).Value!;
        Assert.Equal((4, 1), (page.RowsOnWire, page.UnreadableRows));
        Assert.Equal([true, false, true], page.Trades.Select(trade => trade.IsBuy));
        Assert.Equal([10, 13.5, 13.5], page.Trades.Select(trade => trade.Value ?? -1));
    }

    [Fact]
    public async Task A_repeated_row_is_dropped_and_a_twin_stays()
    {
        var swap = Swap("same", "buy", from: ("Quote", "9007199254740993", "9", "1"), to: (GatewayHarness.Mint, "5", "5", "2"));
        var asText = Swap("same", "buy", from: ("Quote", "\"9007199254740993\"", "9", "1"), to: (GatewayHarness.Mint, "5", "5", "2"));
        var twin = Swap("same", "buy", from: ("Quote", "9007199254740992", "9", "1"), to: (GatewayHarness.Mint, "5", "5", "2"));
        using var api = GatewayHarness.AnsweringData($$"""{"items":[{{swap}},{{twin}},{{swap}},{{asText}}]}""");
        var page = (await api.TradesAsync()).Value!;
        Assert.Equal((2, 4, 0), (page.Trades.Count, page.RowsOnWire, page.UnreadableRows));
    }

    [Fact]
    public async Task Rows_with_two_instructions_are_two_swaps()
    {
        var row = $$"""
            {"txHash":"h","insIndex":INS,"innerInsIndex":0,"blockUnixTime":{{GatewayHarness.Start}},"owner":"{{Wallet}}","side":"buy","volumeUSD":3,
             "from":{"address":"Quote","amount":"1"},"to":{"address":"{{GatewayHarness.Mint}}","amount":"2"} }
            """;
        using var api = GatewayHarness.AnsweringData($$"""{"items":[{{row.Replace("INS", "1", StringComparison.Ordinal)}},{{row.Replace("INS", "2", StringComparison.Ordinal)}}]}""");
        var page = (await api.TradesAsync()).Value!;
        Assert.Equal(2, page.Trades.Count);
        Known.Equal(3, page.Trades[0].Value);
    }

    private static string Swap(
        string hash,
        string side,
        (string Address, string Amount, string UiAmount, string Price) from,
        (string Address, string Amount, string UiAmount, string Price) to) =>
        $$"""
        {"txHash":"{{hash}}","poolId":"P","blockUnixTime":{{GatewayHarness.Start}},"txType":"swap","owner":"{{Wallet}}","side":"{{side}}",
         "from":{"address":"{{from.Address}}","amount":{{from.Amount}},"uiAmount":{{from.UiAmount}},"price":{{from.Price}} },
         "to":{"address":"{{to.Address}}","amount":{{to.Amount}},"uiAmount":{{to.UiAmount}},"price":{{to.Price}} } }
        """;
}
