using System.Text.Json;

namespace BirdeyeDiscovery.Tests.LocalBirdeyes;

public class ConsistencyTests
{
    [Fact]
    public async Task The_same_seed_and_time_give_the_same_bytes_whatever_was_asked_before()
    {
        var first = Local.Clock();
        var second = Local.Clock();
        await using var patient = Local.Generated(first);
        await using var busy = Local.Generated(second);
        using var patientClient = patient.Client();
        using var busyClient = busy.Client();
        first.Advance(TimeSpan.FromHours(30));
        for (var hour = 0; hour < 30; hour++)
        {
            foreach (var row in (await busyClient.TrendingAsync()).Take(hour % 7))
            {
                await busyClient.DataAsync("defi/txs/token?address=" + row.Text("address"));
            }

            second.Advance(TimeSpan.FromHours(1));
        }

        var paths = new List<string> { "defi/token_trending?limit=20", "defi/token_trending?limit=20&offset=20" };
        var to = first.GetUtcNow().ToUnixTimeSeconds();
        foreach (var address in (await busyClient.TrendingAsync()).Select(static row => row.Text("address")))
        {
            paths.Add("defi/token_overview?address=" + address);
            paths.Add("defi/token_security?address=" + address);
            paths.Add("defi/txs/token?address=" + address);
            paths.Add($"defi/ohlcv?address={address}&type=15m&time_from={to - 86400}&time_to={to}");
        }

        var expected = new List<string>();
        foreach (var path in paths)
        {
            expected.Add((await busyClient.AskAsync(path)).Body);
        }

        for (var i = paths.Count - 1; i >= 0; i--)
        {
            Assert.Equal(expected[i], (await patientClient.AskAsync(paths[i])).Body);
        }
    }

    [Fact]
    public async Task Another_seed_gives_another_market()
    {
        await using var one = Local.Generated(Local.Clock(), 1);
        await using var two = Local.Generated(Local.Clock(), 2);
        using var first = one.Client();
        using var second = two.Client();

        var majors = new[] { "SOL", "JUP", "USDC" };
        var left = (await first.TrendingAsync()).Where(row => !majors.Contains(row.Text("symbol"))).Select(static row => row.Text("address")).ToList();
        var right = (await second.TrendingAsync()).Select(static row => row.Text("address")).ToList();
        Assert.DoesNotContain(left, right.Contains);
    }

    [Fact]
    public async Task Overviews_agree_with_themselves_with_candles_and_with_trades()
    {
        var clock = Local.Clock();
        await using var local = Local.Generated(clock);
        using var client = local.Client();
        clock.Advance(TimeSpan.FromHours(50));
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var compared = 0;
        foreach (var address in (await client.TrendingAsync()).Select(static row => row.Text("address")).Distinct())
        {
            var overview = await client.DataAsync("defi/token_overview?address=" + address);
            Assert.InRange(overview.EnumerateObject().Count(), 240, 260);
            Assert.Equal(overview.Number("trade24h"), overview.Number("buy24h") + overview.Number("sell24h"));
            Close(overview.Number("v24hUSD"), overview.Number("vBuy24hUSD") + overview.Number("vSell24hUSD"), 1e-9);
            Close(overview.Number("marketCap"), overview.Number("price") * overview.Number("circulatingSupply"), 1e-9);
            Close(overview.Number("priceChange24hPercent"), ((overview.Number("price") / overview.Number("history24hPrice")) - 1) * 100, 1e-9);

            var trades = (await client.DataAsync("defi/txs/token?address=" + address)).GetProperty("items").EnumerateArray().ToList();
            Assert.Equal(overview.Number("lastTradeUnixTime"), trades[0].Number("blockUnixTime"));
            Assert.All(trades.Zip(trades.Skip(1)), static pair => Assert.True(pair.First.Number("blockUnixTime") >= pair.Second.Number("blockUnixTime")));
            Assert.All(trades, trade => Assert.Equal(address, trade.GetProperty(trade.Text("side") == "buy" ? "to" : "from").Text("address")));

            var candles = (await client.DataAsync($"defi/ohlcv?address={address}&type=5m&time_from={now - 90000}&time_to={now}")).GetProperty("items")
                .EnumerateArray().ToDictionary(static candle => (long)candle.Number("unixTime"), static candle => candle.Number("c"));
            foreach (var (window, seconds) in new[] { ("5m", 300), ("1h", 3600), ("24h", 86400) })
            {
                if (candles.TryGetValue(now - 300, out var close) && candles.TryGetValue(now - seconds - 300, out var before))
                {
                    Close(overview.Number($"priceChange{window}Percent"), ((close / before) - 1) * 100, 1e-6);
                    compared++;
                }
            }
        }

        Assert.True(compared > 60, $"{compared} changes compared");
    }

    [Fact]
    public async Task Trade_data_says_in_snake_case_what_the_overview_says()
    {
        await using var local = Local.Generated(Local.Clock());
        using var client = local.Client();
        var address = (await client.TrendingAsync())[0].Text("address");
        var overview = await client.DataAsync("defi/token_overview?address=" + address);
        var trade = await client.DataAsync("defi/v3/token/trade-data/single?address=" + address);

        Assert.Equal(overview.Number("v24hUSD"), trade.Number("volume_24h_usd"));
        Assert.Equal(overview.Number("vBuyHistory4h"), trade.Number("volume_buy_history_4h"));
        Assert.Equal(overview.Number("uniqueWallet24h"), trade.Number("unique_wallet_24h"));
        Assert.Equal(overview.Number("priceChange1hPercent"), trade.Number("price_change_1h_percent"));
    }

    [Fact]
    public async Task Later_pages_of_trades_go_on_where_the_page_before_ended()
    {
        await using var local = Local.Generated(Local.Clock());
        using var client = local.Client();
        var address = (await client.TrendingAsync())[0].Text("address");
        var whole = (await client.DataAsync($"defi/v3/token/txs?address={address}&limit=100")).GetProperty("items").EnumerateArray().Select(Row).ToList();
        var parts = new List<string>();
        for (var offset = 0; offset < 100; offset += 50)
        {
            parts.AddRange((await client.DataAsync($"defi/v3/token/txs?address={address}&limit=50&offset={offset}")).GetProperty("items").EnumerateArray().Select(Row));
        }

        Assert.Equal(whole, parts);

        static string Row(JsonElement row) => row.GetRawText();
    }

    [Fact]
    public async Task Tokens_that_left_the_list_still_answer_and_majors_always_do()
    {
        var clock = Local.Clock();
        await using var local = Local.Generated(clock);
        using var client = local.Client();
        var before = (await client.TrendingAsync()).Select(static row => row.Text("address")).ToHashSet();
        clock.Advance(TimeSpan.FromHours(60));
        var gone = before.Except((await client.TrendingAsync()).Select(static row => row.Text("address"))).ToList();

        Assert.True(gone.Count > 20);
        foreach (var address in gone.Append("So11111111111111111111111111111111111111112").Append("JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN"))
        {
            Assert.True((await client.DataAsync("defi/token_overview?address=" + address)).Number("price") > 0);
            Assert.True((await client.DataAsync("defi/token_security?address=" + address)).Number("totalSupply") > 0);
        }
    }

    private static void Close(double expected, double actual, double tolerance) =>
        Assert.InRange(actual, expected - (tolerance * Math.Max(1, Math.Abs(expected))), expected + (tolerance * Math.Max(1, Math.Abs(expected))));
}
