namespace BirdeyeDiscovery.Tests;

public sealed class GatewayRequestTests
{
    private const string Nothing = """{"success":true,"data":null}""";

    [Fact]
    public async Task Trending_asks_for_the_best_ranks_first_with_key_and_chain()
    {
        using var api = GatewayHarness.Answering(Nothing);
        await api.DriveAsync(api.Gateway.GetTrendingAsync(40, 20, api.Scope, TestContext.Current.CancellationToken));
        var request = Assert.Single(api.Handler!.Requests);
        Assert.Equal("https://public-api.birdeye.so/defi/token_trending?sort_by=rank&sort_type=asc&offset=40&limit=20", request.Uri.AbsoluteUri);
        Assert.Equal(GatewayHarness.Key, request.Headers["X-API-KEY"]);
        Assert.Equal("solana", request.Headers["x-chain"]);
        Assert.Equal("application/json", request.Headers["accept"]);
        Assert.Matches(@"^BirdeyeDiscovery/\d+\.\d+\.\d+$", request.Headers["User-Agent"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    [InlineData(50)]
    public async Task A_trending_page_has_at_most_twenty_rows(int limit)
    {
        using var api = GatewayHarness.Answering(Nothing);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await api.Gateway.GetTrendingAsync(0, limit, api.Scope, TestContext.Current.CancellationToken));
        Assert.Empty(api.Handler!.Requests);
    }

    [Fact]
    public async Task No_other_request_has_a_limit()
    {
        using var api = GatewayHarness.Answering(Nothing);
        var candles = new CandleRequest(GatewayHarness.Mint, CandleInterval.OneHour, 24, api.Clock.GetUtcNow().AddDays(7));
        await api.SecurityAsync();
        await api.OverviewAsync();
        await api.TradeDataAsync();
        await api.TradesAsync();
        await api.CandlesAsync(candles);
        Assert.Equal(
            [
                "/defi/token_security?address=DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263",
                "/defi/token_overview?address=DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263",
                "/defi/v3/token/trade-data/single?address=DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263",
                "/defi/txs/token?address=DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263&tx_type=swap&sort_type=desc",
                // The asked end lies in the future: it is taken back to the start of the hour that runs at 07:16:10.
                "/defi/ohlcv?address=DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263&type=1H&currency=usd&time_from=1767945600&time_to=1768028400",
            ],
            api.Handler!.Requests.Select(request => request.Uri.PathAndQuery));
    }

    [Theory]
    [InlineData(CandleInterval.FiveMinutes, "5m")]
    [InlineData(CandleInterval.OneHour, "1H")]
    [InlineData(CandleInterval.OneDay, "1D")]
    public void Interval_words_have_the_case_that_the_api_wants(CandleInterval interval, string word) =>
        Assert.Equal(word, CandleSpan.WordOf(interval));

    [Fact]
    public async Task A_base_address_with_a_path_keeps_it()
    {
        using var api = GatewayHarness.Answering(Nothing);
        api.Options.BaseUrl = new Uri("http://127.0.0.1:5050/birdeye/");
        await api.SecurityAsync();
        Assert.StartsWith("http://127.0.0.1:5050/birdeye/defi/token_security?", Assert.Single(api.Handler!.Requests).Uri.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a&limit=1000")]
    [InlineData("../x")]
    [InlineData("")]
    public async Task What_is_no_address_is_not_asked_for(string address)
    {
        using var api = GatewayHarness.Answering(Nothing);
        var reading = await api.SecurityAsync(address);
        Assert.Equal(SourceFailureKind.BadRequest, reading.Failure!.Kind);
        Assert.Equal(SourceFailureKind.BadRequest, (await api.CandlesAsync(new CandleRequest(address, CandleInterval.OneHour, 1, default))).Failure!.Kind);
        Assert.Empty(api.Handler!.Requests);
    }

    [Fact]
    public async Task Requests_and_compute_units_are_counted_as_they_are_sent()
    {
        using var api = GatewayHarness.Answering(Nothing);
        api.Options.ComputeUnitCosts[BirdeyeEndpoint.Security] = 7;
        await api.SecurityAsync();
        await api.TrendingAsync();
        Assert.Equal(2, api.Scope.Calls);
        Assert.Equal(57, api.Scope.ComputeUnits);
        Assert.Equal(0, api.Scope.Retries);
    }

    [Fact]
    public async Task A_cancelled_call_throws_and_sends_nothing()
    {
        using var api = GatewayHarness.Answering(Nothing);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await api.Gateway.GetTrendingAsync(0, 20, api.Scope, new CancellationToken(canceled: true)));
        Assert.Empty(api.Handler!.Requests);
    }
}
