using System.Net;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests.LocalBirdeyes;

public class EndpointTests
{
    private const string Sol = "So11111111111111111111111111111111111111112";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Both_fronts_give_the_same_answers_and_log_them(bool overHttp)
    {
        await using var local = Local.Generated(Local.Clock());
        await using var other = Local.Generated(Local.Clock());
        using var client = overHttp ? new HttpClient { BaseAddress = await local.StartAsync(TestContext.Current.CancellationToken) } : local.Client();
        using var reference = other.Client();
        client.DefaultRequestHeaders.Add("X-API-KEY", "secret");
        client.DefaultRequestHeaders.Add("x-chain", "solana");

        Assert.Equal(await reference.AskAsync("defi/token_trending?limit=20"), await client.AskAsync("defi/token_trending?limit=20"));
        Assert.Equal(await reference.AskAsync("defi/token_overview?address=" + Sol), await client.AskAsync("defi/token_overview?address=" + Sol));
        Assert.Equal(404, (await client.AskAsync("defi/unknown")).Status);

        Assert.Equal(3, local.Log.Count);
        Assert.Equal(1, local.Log.CountOf("/defi/token_overview"));
        var request = local.Log.Requests[1];
        Assert.Equal(("GET", "/defi/token_overview", Sol, 200, true, "solana"), (request.Method, request.Path, request.Query["address"], request.Status, request.HasKey, request.Chain));
        Assert.DoesNotContain("secret", request.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("defi/token_trending?limit=21", 400, "limit should be integer, range 1-20")]
    [InlineData("defi/token_trending?limit=0", 400, "range 1-20")]
    [InlineData("defi/token_trending?limit=x", 400, "range 1-20")]
    [InlineData("defi/token_trending?offset=-1", 400, "offset should be integer")]
    [InlineData("defi/token_trending?sort_by=price", 400, "sort_by")]
    [InlineData("defi/token_security", 400, "address is required")]
    [InlineData("defi/token_security?address=abc", 400, "invalid format")]
    [InlineData("defi/token_overview?address=7M9KJcPNC65ShLDmJmTNhVFcuY95Y1VMeYngKgt67D1t", 404, "Not found")]
    [InlineData("defi/txs/token?limit=51&address=" + Sol, 400, "range 1-50")]
    [InlineData("defi/v3/token/txs?limit=101&address=" + Sol, 400, "range 1-100")]
    [InlineData("defi/txs/token?offset=9990&address=" + Sol, 400, "offset + limit")]
    [InlineData("defi/ohlcv?type=1H&address=" + Sol, 400, "time_from and time_to are required")]
    [InlineData("defi/ohlcv?type=1h&time_from=1&time_to=2&address=" + Sol, 400, "type 1h is not supported")]
    [InlineData("defi/ohlcv?type=1H&time_from=1&time_to=9000000000&address=" + Sol, 400, "future")]
    [InlineData("token_trending", 404, "Not found")]
    public async Task Bad_questions_are_refused_in_the_words_of_the_api(string path, int status, string message)
    {
        await using var local = Local.Generated(Local.Clock());
        using var client = local.Client();
        var (actual, body) = await client.AskAsync(path);

        Assert.Equal(status, actual);
        Assert.Contains("\"success\":false", body, StringComparison.Ordinal);
        Assert.Contains(message, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rank_ascending_gives_the_best_first_and_descending_the_worst()
    {
        await using var local = Local.Generated(Local.Clock());
        using var client = local.Client();
        var best = (await client.DataAsync("defi/token_trending?sort_by=rank&sort_type=asc&limit=5")).GetProperty("tokens");
        var worst = (await client.DataAsync("defi/token_trending?sort_by=rank&sort_type=desc&limit=5")).GetProperty("tokens");

        Assert.Equal([1.0, 2, 3, 4, 5], best.EnumerateArray().Select(static row => row.Number("rank")));
        Assert.True(worst[0].Number("rank") >= 50);
        Assert.True(worst[0].Number("rank") > worst[1].Number("rank"));
    }

    [Fact]
    public async Task Candles_by_count_with_padding_are_dense()
    {
        await using var local = Local.Generated(Local.Clock());
        using var client = local.Client();
        var to = Local.Origin.ToUnixTimeSeconds();
        var candles = (await client.DataAsync($"defi/v3/ohlcv?address={Sol}&type=5m&mode=count&count_limit=12&padding=true&time_to={to - 1}")).GetProperty("items");

        Assert.Equal(12, candles.GetArrayLength());
        Assert.Equal(to - 300, candles[11].Number("unix_time"));
        Assert.True(candles[0].Number("v_usd") > 0);
    }

    [Fact]
    public async Task Limits_of_a_second_and_of_a_minute_hold_over_all_endpoints()
    {
        var clock = Local.Clock();
        await using var local = new Testing.LocalBirdeye(new LocalBirdeyeOptions
        {
            TimeProvider = clock,
            Origin = Local.Origin,
            Plan = new LocalPlan { RequestsPerSecond = 2, RequestsPerMinute = 5 },
        });
        using var client = local.Client();

        Assert.Equal("200 200 429", await StatusesAsync(client, 3));
        using (var refused = await client.GetAsync("defi/networks", TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        }

        clock.Advance(TimeSpan.FromSeconds(0.99));
        Assert.Equal("429", await StatusesAsync(client, 1));
        clock.Advance(TimeSpan.FromSeconds(0.01));
        Assert.Equal("200 200", await StatusesAsync(client, 2));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("200 429", await StatusesAsync(client, 2));
        clock.Advance(TimeSpan.FromSeconds(58));
        Assert.Equal("200 200 429", await StatusesAsync(client, 3));
    }

    [Fact]
    public async Task A_missing_or_wrong_key_a_refused_path_and_used_up_credits_are_told_apart()
    {
        var plan = new LocalPlan { RequestsPerSecond = 1000, ComputeUnits = 100 };
        plan.RefusedPaths.Add("/defi/token_security");
        await using var local = new Testing.LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = Local.Clock(), Origin = Local.Origin, Plan = plan, RequiredKey = "right" });
        using var client = local.Client();

        Assert.Equal((401, """{"success":false,"message":"Unauthorized"}"""), await client.AskAsync("defi/token_trending"));
        client.DefaultRequestHeaders.Add("X-API-KEY", "wrong");
        Assert.Equal(401, (await client.AskAsync("defi/token_trending")).Status);
        client.DefaultRequestHeaders.Remove("X-API-KEY");
        client.DefaultRequestHeaders.Add("X-API-KEY", "right");
        var (status, body) = await client.AskAsync("defi/token_security?address=" + Sol);
        Assert.Equal(401, status);
        Assert.Contains("suspended", body, StringComparison.Ordinal);
        Assert.Equal(200, (await client.AskAsync("defi/token_trending")).Status);
        Assert.Equal(200, (await client.AskAsync("defi/token_trending")).Status);
        Assert.Equal((400, """{"success":false,"message":"Compute units usage limit exceeded"}"""), await client.AskAsync("defi/token_trending"));
        Assert.Equal(100, (await client.DataAsync("utils/v1/credits")).GetProperty("usage").Number("api"));
    }

    [Fact]
    public async Task Prices_of_unknown_tokens_are_null_in_the_map()
    {
        await using var local = Local.Generated(Local.Clock());
        using var client = local.Client();
        var prices = await client.DataAsync($"defi/multi_price?include_liquidity=true&list_address={Sol},7M9KJcPNC65ShLDmJmTNhVFcuY95Y1VMeYngKgt67D1t");

        Assert.Equal(1, prices.GetProperty(Sol).Number("priceInNative"));
        Assert.True(prices.GetProperty(Sol).Number("liquidity") > 1e6);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, prices.GetProperty("7M9KJcPNC65ShLDmJmTNhVFcuY95Y1VMeYngKgt67D1t").ValueKind);
    }

    [Theory]
    [InlineData("trade-data", "unique_wallet_24h", "liquidity")]
    [InlineData("market-data", "liquidity", "unique_wallet_24h")]
    public async Task Answers_for_several_tokens_are_those_for_each_and_cost_less(string kind, string field, string other)
    {
        const string Unknown = "7M9KJcPNC65ShLDmJmTNhVFcuY95Y1VMeYngKgt67D1t";
        await using var local = Local.Generated(Local.Clock());
        using var client = local.Client();
        var listed = (await client.TrendingAsync())[0].Text("address");
        var used = (await client.DataAsync("utils/v1/credits")).GetProperty("usage").Number("api");
        var map = await client.DataAsync($"defi/v3/token/{kind}/multiple?list_address={listed}%2C{Sol},{Unknown}");

        Assert.Equal(Math.Ceiling(15 * Math.Pow(3, .8)), (await client.DataAsync("utils/v1/credits")).GetProperty("usage").Number("api") - used);
        Assert.Equal([listed, Sol, Unknown], map.EnumerateObject().Select(static entry => entry.Name));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, map.GetProperty(Unknown).ValueKind);
        var single = await client.DataAsync($"defi/v3/token/{(kind == "trade-data" ? "trade-data/single" : kind)}?address={listed}");
        Assert.True(System.Text.Json.JsonElement.DeepEquals(single, map.GetProperty(listed)));
        Assert.True(single.TryGetProperty(field, out _) && !single.TryGetProperty(other, out _));
        var many = string.Join(',', Enumerable.Repeat(Sol, 21));
        Assert.Contains("at most 20", (await client.AskAsync($"defi/v3/token/{kind}/multiple?list_address={many}")).Body, StringComparison.Ordinal);
        Assert.Contains("list_address is required", (await client.AskAsync($"defi/v3/token/{kind}/multiple")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void The_published_plans_differ_in_what_they_refuse()
    {
        var plans = LocalPlan.CreateAll().ToDictionary(static plan => plan.Name!);

        Assert.Equal(
            ["Standard", "Lite", "Starter", "Premium", "Premium Plus", "Business B-05", "Business", "Business B-30", "Business B-50"],
            LocalPlan.CreateAll().Select(static plan => plan.Name));
        Assert.Contains("/defi/token_security", plans["Standard"].RefusedPaths);
        Assert.Equal((1m, (long?)30_000), (plans["Standard"].RequestsPerSecond, plans["Standard"].ComputeUnits));
        Assert.Contains("/defi/v3/token/trade-data/multiple", plans["Premium Plus"].RefusedPaths);
        Assert.DoesNotContain("/defi/v3/token/trade-data/single", plans["Lite"].RefusedPaths);
        Assert.Empty(plans["Business B-05"].RefusedPaths);
        plans["Lite"].RefusedPaths.Clear();
        Assert.NotEmpty(LocalPlan.CreateAll()[1].RefusedPaths);
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => new Testing.LocalBirdeye(new LocalBirdeyeOptions { Plan = new LocalPlan { RequestsPerSecond = 0 } }));
        Assert.Contains("Plan.RequestsPerSecond is 0", error.Message, StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => new Testing.LocalBirdeye(new LocalBirdeyeOptions { RecordingsDirectory = "no-such-folder" }));
    }

    private static async Task<string> StatusesAsync(HttpClient client, int count)
    {
        var statuses = new int[count];
        for (var i = 0; i < count; i++)
        {
            statuses[i] = (await client.AskAsync("defi/networks")).Status;
        }

        return string.Join(' ', statuses);
    }
}
