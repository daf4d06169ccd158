using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery.Tests;

/// <summary>Which endpoint market figures are read from, and what a refusal changes.</summary>
public sealed class MarketAuthorityTests : IDisposable
{
    private const string PlanText = "Your API key is either suspended or lacks sufficient permissions to access this resource.";
    private const string TradeDataOfTwo = "/defi/v3/token/trade-data/multiple";
    private const string MarketDataOfTwo = "/defi/v3/token/market-data/multiple";
    private const string TradeDataOfOne = "/defi/v3/token/trade-data/single";
    private const string Overview = "/defi/token_overview";

    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly GatewayHarness _api;
    private BirdeyeMarketSource? _source;
    private int _status = 401;

    public MarketAuthorityTests() => _api = new GatewayHarness((request, _) => Answer(request.RequestUri!));

    [Fact]
    public async Task Tokens_are_read_together_and_those_off_the_list_get_liquidity_and_value_from_market_data()
    {
        var answers = await ReadAsync("A+", "B+", "C");

        Assert.Equal([$"{TradeDataOfTwo} A,B,C", $"{MarketDataOfTwo} C"], Sent());
        Assert.Equal((null, 24d), (answers["A"].Value!.LiquidityUsd, answers["A"].Value!.Volume24hUsd));
        Assert.Equal((9d, 8d, 24d), (answers["C"].Value!.LiquidityUsd, answers["C"].Value!.FdvUsd, answers["C"].Value!.Volume24hUsd));
        Assert.Equal(37 + 15, _api.Scope.ComputeUnits);
    }

    [Fact]
    public async Task One_token_alone_takes_the_cheapest_endpoint_for_one()
    {
        await ReadAsync("A+");
        await ReadAsync("B");

        Assert.Equal([$"{TradeDataOfOne} A", $"{Overview} B"], Sent());
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_refused_request_for_several_asks_for_each_in_the_same_cycle_and_is_not_repeated(int status)
    {
        _status = status;
        _refused.Add(TradeDataOfTwo);
        var answers = await ReadAsync("A+", "B+", "C");

        Assert.All(answers.Values, static answer => Assert.Equal(ReadingKind.Value, answer.Kind));
        Assert.Equal([$"{TradeDataOfTwo} A,B,C", $"{TradeDataOfOne} A", $"{TradeDataOfOne} B", $"{Overview} C"], Sent());
        Assert.Equal(1, PerCall);
        await ReadAsync("A+", "B+");
        Assert.Equal([$"{TradeDataOfOne} A", $"{TradeDataOfOne} B"], Sent()[4..]);
    }

    [Fact]
    public async Task Without_any_trade_data_the_overview_serves_and_a_refusal_is_asked_about_once_an_hour_then_once_a_day()
    {
        _refused.UnionWith([TradeDataOfTwo, MarketDataOfTwo, TradeDataOfOne]);
        for (var minute = 0; minute < 3 * 1_440; minute += 2)
        {
            var answers = await ReadAsync("A+", "B+");
            Assert.All(answers.Values, static answer => Assert.Equal(9, answer.Value!.LiquidityUsd));
            _api.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        // Twice until it is clear that the plan refuses, after an hour, and then on each day.
        Assert.InRange(Sent().Count(static request => request.StartsWith(TradeDataOfTwo, StringComparison.Ordinal)), 4, 6);
        Assert.InRange(Sent().Count(static request => request.StartsWith(TradeDataOfOne, StringComparison.Ordinal)), 4, 6);
        Assert.Equal([BirdeyeEndpoint.TradeData, BirdeyeEndpoint.TradeDataMultiple], _api.Gateway.RefusedEndpoints);

        // It is no loss, so nobody is warned.
        var logs = _api.Logger.Collector.GetSnapshot();
        Assert.Equal(2, logs.Count(static record => record.Id.Id == 1209));
        Assert.DoesNotContain(logs, static record => record.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task An_upgraded_plan_is_noticed_within_a_day()
    {
        _refused.Add(TradeDataOfTwo);
        await ReadAsync("A+", "B+");
        _api.Clock.Advance(TimeSpan.FromMinutes(2));
        await ReadAsync("A+", "B+");
        _refused.Clear();
        _api.Clock.Advance(TimeSpan.FromHours(1));
        var before = Sent().Count;
        await ReadAsync("A+", "B+");

        Assert.Equal([$"{TradeDataOfTwo} A,B"], Sent()[before..]);
    }

    [Fact]
    public async Task Market_data_that_is_refused_leaves_the_overview_to_the_tokens_off_the_list()
    {
        _refused.Add(MarketDataOfTwo);
        var answers = await ReadAsync("A+", "B", "C");

        Assert.Equal([$"{TradeDataOfTwo} A,B,C", $"{MarketDataOfTwo} B,C", $"{Overview} B", $"{Overview} C"], Sent());
        Assert.Equal((9d, 9d), (answers["B"].Value!.LiquidityUsd, answers["C"].Value!.LiquidityUsd));

        await ReadAsync("A+", "B+", "C");
        Assert.Equal([$"{TradeDataOfTwo} A,B", $"{Overview} C"], Sent()[4..]);
    }

    [Fact]
    public async Task A_suspended_account_fails_the_tokens()
    {
        _refused.UnionWith([TradeDataOfTwo, MarketDataOfTwo, TradeDataOfOne, Overview]);
        var answers = await ReadAsync("A+", "B+");

        Assert.All(answers.Values, static answer => Assert.Equal(SourceFailureKind.AccountRefused, answer.Failure!.Kind));
    }

    [Fact]
    public async Task An_outage_is_not_asked_about_once_more_for_each_token()
    {
        _status = 500;
        _refused.Add(TradeDataOfTwo);
        var answers = await ReadAsync("A+", "B+");

        Assert.All(answers.Values, static answer => Assert.Equal(SourceFailureKind.Server, answer.Failure!.Kind));
        Assert.All(Sent(), static request => Assert.Equal($"{TradeDataOfTwo} A,B", request));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    public async Task A_request_for_several_that_is_not_answered_for_any_is_made_for_each(int status)
    {
        _status = status;
        _refused.Add(TradeDataOfTwo);
        var answers = await ReadAsync("A+", "B+");

        Assert.All(answers.Values, static answer => Assert.Equal(24, answer.Value!.Volume24hUsd));
        Assert.Equal([$"{TradeDataOfTwo} A,B", $"{TradeDataOfOne} A", $"{TradeDataOfOne} B"], Sent());
    }

    [Fact]
    public async Task A_service_without_trade_data_is_asked_for_overviews_until_trade_data_has_known_a_token()
    {
        _status = 404;
        _refused.UnionWith([TradeDataOfTwo, TradeDataOfOne]);
        var answers = await ReadAsync("A+", "B+");

        Assert.All(answers.Values, static answer => Assert.Equal(9, answer.Value!.LiquidityUsd));
        Assert.Equal(
            [$"{TradeDataOfTwo} A,B", $"{TradeDataOfOne} A", $"{Overview} A", $"{TradeDataOfOne} B", $"{Overview} B"], Sent());

        _refused.Clear();
        await ReadAsync("A+", "B+");
        _refused.Add(TradeDataOfOne);
        Assert.Equal(ReadingKind.Unknown, (await ReadAsync("C+"))["C"].Kind);
    }

    [Fact]
    public async Task A_service_without_trade_data_is_not_asked_for_it_in_each_cycle()
    {
        _status = 404;
        _refused.UnionWith([TradeDataOfTwo, TradeDataOfOne]);
        await ReadAsync("A+", "B+");
        await ReadAsync("C+");
        Assert.Equal(1, PerCall);
        var before = Sent().Count;
        await ReadAsync("A+", "B+");
        Assert.Equal([$"{Overview} A", $"{Overview} B"], Sent()[before..]);

        // It is tried again now and then, and used from then on.
        _refused.Clear();
        for (var cycle = 0; cycle < 100; cycle++)
        {
            await ReadAsync("A+");
        }

        Assert.Equal(20, PerCall);
    }

    [Fact]
    public async Task What_costs_more_is_not_used()
    {
        _api.Options.ComputeUnitCosts[BirdeyeEndpoint.TradeDataMultiple] = 100;
        _api.Options.ComputeUnitCosts[BirdeyeEndpoint.TradeData] = 31;
        Assert.Equal(1, PerCall);
        await ReadAsync("A+", "B+");

        Assert.Equal([$"{Overview} A", $"{Overview} B"], Sent());
    }

    [Theory]
    [InlineData(EnrichmentSource.Overview, Overview)]
    [InlineData(EnrichmentSource.TradeData, TradeDataOfOne)]
    public async Task A_named_endpoint_is_the_only_one(EnrichmentSource enrichment, string path)
    {
        _api.Options.Enrichment = enrichment;
        Assert.Equal(1, PerCall);
        _refused.Add(path);
        var answers = await ReadAsync("A+", "B+");

        Assert.All(answers.Values, static answer => Assert.NotNull(answer.Failure));
        Assert.All(Sent(), request => Assert.StartsWith(path, request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.5, 4, 1)]
    [InlineData(3, 4, 3)]
    [InlineData(15, 4, 4)]
    public void No_more_calls_run_at_once_than_the_account_lets_through_in_a_second(decimal perSecond, int most, int atOnce)
    {
        var options = new BirdeyeDiscoveryOptions();
        (options.Birdeye.RequestsPerSecond, options.Birdeye.MaxConcurrency) = (perSecond, most);

        Assert.Equal(atOnce, Source.Describe(options).CallsAtOnce);
    }

    public void Dispose() => _api.Dispose();

    private BirdeyeMarketSource Source => _source ??= new(_api.Gateway);

    private int PerCall
    {
        get
        {
            var options = new BirdeyeDiscoveryOptions();
            (options.Birdeye.ApiKey, options.Birdeye.Enrichment) = (_api.Options.ApiKey, _api.Options.Enrichment);
            foreach (var (endpoint, cost) in _api.Options.ComputeUnitCosts)
            {
                options.Birdeye.ComputeUnitCosts[endpoint] = cost;
            }

            return Source.Describe(options).FactsPerCall;
        }
    }

    private List<string> Sent() => [.. _api.Handler!.Requests.Select(static request =>
        $"{request.Uri.AbsolutePath} {Uri.UnescapeDataString(request.Uri.Query[(request.Uri.Query.IndexOf('=', StringComparison.Ordinal) + 1)..])}")];

    private Task<IReadOnlyDictionary<string, Reading<MarketFacts>>> ReadAsync(params string[] tokens) => _api.DriveAsync(Source.ReadFactsAsync(
        [.. tokens.Select(static token => new FactsRequest { Address = token.TrimEnd('+'), IsListed = token.EndsWith('+') })],
        _api.NewScope(),
        TestContext.Current.CancellationToken));

    private HttpResponseMessage Answer(Uri uri)
    {
        if (_refused.Contains(uri.AbsolutePath))
        {
            return StubHandler.Error(_status, PlanText);
        }

        return StubHandler.Json(uri.AbsolutePath switch
        {
            TradeDataOfTwo => Map("""{"volume_24h_usd":24}"""),
            MarketDataOfTwo => Map("""{"liquidity":9,"fdv":8}"""),
            TradeDataOfOne => """{"success":true,"data":{"volume_24h_usd":24}}""",
            _ => """{"success":true,"data":{"v24hUSD":24,"liquidity":9,"fdv":8}}""",
        });

        string Map(string row)
        {
            var addresses = Uri.UnescapeDataString(uri.Query).Split('=')[1].Split(',');
            var rows = string.Join(',', addresses.Select(address => $"\"{address}\":{row}"));
            return """{"success":true,"data":{""" + rows + "}}";
        }
    }
}
