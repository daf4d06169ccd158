using System.Text;

namespace BirdeyeDiscovery.Tests;

/// <summary>Puts hostile values into every field of a row and asks that its neighbours come through.</summary>
public sealed class HostileAnswerTests
{
    private const string Wallet = "8bP4FJNXwN5Q4a6EybtHwsiAnxFFWb93sY38mYdo6Pr2";

    private static readonly long Hour = GatewayHarness.Start - (GatewayHarness.Start % 3600);

    // Each is what stands between the colon and the comma; \xNN is one raw byte.
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e400", "-1e400", "1e-400", "NaN", "Infinity", "-Infinity", "{}", "[]", "[[],{}]", "\"\"",
        "\"NaN\"", "\"Infinity\"", "\"1e400\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800x\"", "\"\xC3\"", "\"\xED\xA0\x80\"", "\"\xFF\xFE\"",
        "\"raw\0nul\"", "\"raw\nline\"", "\"\\u001b[2J\\u001b[31m\"", "\"'; DROP TABLE tracked_tokens; --\"", "\"<script>alert(1)</script>\"",
        "\"{0} %s ${jndi:ldap://x}\"", "\"\\u202e\\u200b\\u2066\"", "\"../../../etc/passwd\"", "{\"a\":{\"a\":{\"a\":{}}}}",
        $"\"{new string('A', 1_000_000)}\"", new string('9', 5_000), $"{new string('[', 5_000)}{new string(']', 5_000)}",
        $"{string.Concat(Enumerable.Repeat("{\"a\":", 500))}1{new string('}', 500)}",
    ];

    [Fact]
    public async Task No_value_in_a_trending_row_costs_a_neighbour()
    {
        string[] keys = ["address", "symbol", "name", "price", "liquidity", "volume24hUSD", "price24hChangePercent", "fdv", "marketcap", "rank", "logoURI", "extra"];
        await ForEachAsync(keys, async (key, value, api, answer) =>
        {
            answer($$"""{"tokens":[{{Row("Good1")}},{{Row("Bad", key, value)}},{{Row("Good2")}}],"total":3}""");
            var page = (await api.TrendingAsync()).Value;
            Assert.NotNull(page);
            Assert.Equal(3, page.Tokens.Count + page.UnreadableRows);
            AssertGood(page.Tokens[0], "Good1");
            AssertGood(page.Tokens[^1], "Good2");
            Assert.All(page.Tokens, row => AssertClean(row.Symbol, row.Name, row.Address));
            Assert.All(page.Tokens, row => Assert.True(row.Symbol.Length <= 20 && row.Name.Length <= 100));
        });

        static string Row(string address, string? key = null, string? value = null) => Object(
            key,
            value,
            ("address", $"\"{address}\""), ("symbol", "\"S\""), ("name", "\"N\""), ("price", "1"), ("liquidity", "2"), ("volume24hUSD", "3"), ("price24hChangePercent", "4"));

        static void AssertGood(MarketFacts row, string address)
        {
            Assert.Equal((address, "S", "N"), (row.Address, row.Symbol, row.Name));
            Known.Equal(2, row.LiquidityUsd);
        }
    }

    [Fact]
    public async Task No_value_in_a_trade_costs_a_neighbour()
    {
        string[] keys = ["txHash", "poolId", "blockUnixTime", "owner", "side", "from", "to", "tokenPrice", "txType", "source", "base", "insIndex"];
        await ForEachAsync(keys, async (key, value, api, answer) =>
        {
            answer($$"""{"items":[{{Row("h1")}},{{Row("h2", key, value)}},{{Row("h3")}}]}""");
            var page = (await api.TradesAsync()).Value;
            Assert.NotNull(page);
            Assert.Equal(3, page.RowsOnWire);
            Assert.InRange(page.Trades.Count, 2, 3);
            Assert.Equal(3, page.Trades.Count + page.UnreadableRows);
            Assert.All(page.Trades, trade => AssertClean(trade.Owner));
        });

        static string Row(string hash, string? key = null, string? value = null) => Object(
            key,
            value,
            ("txHash", $"\"{hash}\""),
            ("poolId", "\"P\""),
            ("blockUnixTime", $"{GatewayHarness.Start}"),
            ("owner", $"\"{Wallet}\""),
            ("side", "\"buy\""),
            ("from", """{"address":"Quote","amount":1,"uiAmount":1,"price":1}"""),
            ("to", $$"""{"address":"{{GatewayHarness.Mint}}","amount":1,"uiAmount":1,"price":1}"""));
    }

    [Fact]
    public async Task No_value_in_a_candle_costs_a_neighbour()
    {
        await ForEachAsync(["o", "h", "l", "c", "v", "unixTime", "address", "type", "currency"], async (key, value, api, answer) =>
        {
            answer($$"""{"items":[{{Row(2)}},{{Row(1, key, value)}},{{Row(0)}}]}""");
            var series = (await api.CandlesAsync(new CandleRequest(GatewayHarness.Mint, CandleInterval.OneHour, 5, api.Clock.GetUtcNow()))).Value;
            Assert.NotNull(series);
            Assert.Equal(Hour - 7200, series.Candles[0].Timestamp);
            Assert.Equal(Hour, series.Candles[^1].Timestamp);
            Assert.All(series.Candles, candle => Assert.True(double.IsFinite(candle.Open + candle.High + candle.Low + candle.Close + candle.Volume)));
            Assert.Equal(3, series.Candles.Count + series.UnreadableRows + series.ImpossibleRows);
        });

        static string Row(int hoursAgo, string? key = null, string? value = null) => Object(
            key, value, ("o", "1"), ("h", "2"), ("l", "1"), ("c", "1"), ("v", "1"), ("unixTime", $"{Hour - (hoursAgo * 3600)}"));
    }

    [Fact]
    public async Task No_value_in_a_token_answer_costs_more_than_its_own_field()
    {
        string[] marketKeys = ["symbol", "name", "price", "priceChange1hPercent", "v24hUSD", "buy24h", "uniqueWallet24h", "lastTradeUnixTime", "extensions"];
        await ForEachAsync(marketKeys, async (key, value, api, answer) =>
        {
            answer(Object(key, value, ("address", $"\"{GatewayHarness.Mint}\""), ("liquidity", "2")));
            var market = (await api.OverviewAsync()).Value;
            Assert.NotNull(market);
            Known.Equal(2, market.LiquidityUsd);
            AssertClean(market.Symbol, market.Name);
        });
        string[] securityKeys =
        [
            "ownerAddress", "freezeAuthority", "freezeable", "mutableMetadata", "top10UserPercent", "creatorPercentage", "transferFeeEnable", "transferFeeData",
            "nonTransferable", "isToken2022", "fakeToken", "creationTime", "lockInfo", "preMarketHolder", "mintable", "renounce",
        ];
        await ForEachAsync(securityKeys, async (key, value, api, answer) =>
        {
            answer(Object(key, value, ("totalSupply", "2"), ("ownerPercentage", "0.5")));
            var security = (await api.SecurityAsync()).Value;
            Assert.NotNull(security);
            Known.Equal(0.5, security.OwnerShare);
            AssertClean(security.MintAuthority.TryGet(out var mint) ? mint : "", security.FreezeAuthority.TryGet(out var freeze) ? freeze : "");
        });
    }

    [Theory]
    [InlineData("""{"address":"Bad","address":"Worse"}""")]
    [InlineData("""{"address":"Bad","liquidity":1,"liquidity":1000000}""")]
    [InlineData("""{"address":"Bad","liqu\u0069dity":1,"liquidity":1000000}""")]
    [InlineData("""{"Address":"Bad"}""")]
    [InlineData("""{"symbol":"no address"}""")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("7")]
    public async Task A_row_that_cannot_be_read_is_counted_and_the_others_stay(string bad)
    {
        using var api = GatewayHarness.AnsweringData($$"""{"tokens":[{"address":"Good1"},{{bad}},{"address":"Good2"}]}""");
        var page = (await api.TrendingAsync()).Value!;
        Assert.Equal(["Good1", "Good2"], page.Tokens.Select(row => row.Address));
        Assert.Equal((2, 1), (page.Tokens.Count, page.UnreadableRows));
        Assert.Contains(api.Logger.Collector.GetSnapshot(), record => record.Id.Id == 1204);
    }

    [Fact]
    public async Task Symbols_that_collide_stay_two_tokens()
    {
        using var api = GatewayHarness.AnsweringData("""{"tokens":[{"address":"A","symbol":"USDC"},{"address":"B","symbol":"US\u200bDC"},{"address":"A","symbol":"USDC"}]}""");
        var rows = (await api.TrendingAsync()).Value!.Tokens;
        Assert.Equal(["A", "B", "A"], rows.Select(row => row.Address));
        Assert.All(rows, row => Assert.Equal("USDC", row.Symbol));
    }

    private static async Task ForEachAsync(string[] keys, Func<string, string, GatewayHarness, Action<string>, Task> check)
    {
        var body = "";
        using var api = new GatewayHarness((_, _) => StubHandler.Bytes(Latin1(body)));
        api.Options.RequestsPerSecond = 10_000;
        foreach (var key in keys)
        {
            foreach (var value in Values)
            {
                try
                {
                    await check(key, value, api, data => body = $$"""{"success":true,"data":{{data}}}""");
                }
                catch (Exception exception)
                {
                    throw new InvalidOperationException($"{key} = {value[..Math.Min(60, value.Length)]} ({value.Length} characters)", exception);
                }
            }
        }
    }

    // One character is one byte, so that a value can hold bytes that are no UTF-8.
    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    private static string Object(string? key, string? value, params (string Key, string Value)[] fields)
    {
        var kept = fields.Where(field => field.Key != key).Select(field => $"\"{field.Key}\":{field.Value}");
        return $"{{{string.Join(',', key is null ? kept : kept.Append($"\"{key}\":{value}"))}}}";
    }

    private static void AssertClean(params string[] texts)
    {
        foreach (var text in texts)
        {
            Assert.DoesNotContain(text, char.IsControl);
            Assert.DoesNotContain(text, char.IsSurrogate);
            Assert.DoesNotContain('\u202e', text);
        }
    }
}
