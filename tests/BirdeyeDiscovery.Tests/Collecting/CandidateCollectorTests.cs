namespace BirdeyeDiscovery.Tests;

public sealed class CandidateCollectorTests : IDisposable
{
    private readonly Collecting _collecting = new();

    private CountingGateway Gateway => _collecting.Gateway;

    [Fact]
    public async Task A_candidate_that_passes_costs_one_call_of_each_kind_and_no_candles()
    {
        var facts = (await _collecting.CollectAsync(Listed("A")))["A"];

        Assert.Equal([Call("Security", "A"), Call("Overview", "A"), Call("Trades", "A")], Gateway.Calls);
        Assert.Equal((100_000.0, 1_000_000.0, 5.0, 1.0, 2.0), (facts.LiquidityUsd, facts.Volume24hUsd, facts.Change24hPercent, facts.Change5mPercent, facts.Change1hPercent));
    }

    [Fact]
    public async Task The_price_comes_from_the_list_and_off_the_list_from_the_overview()
    {
        _collecting.Track("Off");
        var facts = await _collecting.CollectAsync(Listed("A") with { PriceUsd = 0.5 }, Listed("Unpriced"));

        Assert.Equal((0.5, null, 0.25), (facts["A"].PriceUsd, facts["Unpriced"].PriceUsd, facts["Off"].PriceUsd));
    }

    [Fact]
    public async Task A_cheap_gate_spares_every_call()
    {
        await _collecting.CollectAsync(Listed("A") with { LiquidityUsd = 1 });

        Assert.Empty(Gateway.Calls);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(false, SourceFailureKind.Server)]
    public async Task A_security_gate_spares_the_enrichment(bool isMintable, SourceFailureKind? failure)
    {
        Gateway.Security = _ => isMintable ? CountingGateway.Safe with { MintAuthority = Datum<string>.Known("someone") } : null;
        Gateway.Fails = _ => failure;
        var facts = (await _collecting.CollectAsync(Listed("A")))["A"];

        Assert.Equal([Call("Security", "A")], Gateway.Calls);
        Assert.Equal(failure is null ? [] : ["Security"], facts.FailedCalls);
    }

    [Fact]
    public async Task An_incumbent_is_enriched_also_without_a_security_answer()
    {
        _collecting.Track("A");
        Gateway.Security = static _ => null;
        await _collecting.CollectAsync(Listed("A"));

        Assert.Equal(1, Gateway.Count("Overview"));
    }

    [Fact]
    public async Task A_permanent_token_is_read_whatever_its_figures()
    {
        _collecting.Track("A", isPermanent: true);
        await _collecting.CollectAsync(Listed("A") with { LiquidityUsd = 1 });

        Assert.Equal(3, Gateway.Calls.Count);
    }

    [Fact]
    public async Task Security_is_asked_again_after_a_day_and_a_failure_at_once()
    {
        await _collecting.CollectAsync(Listed("A"));
        _collecting.Clock.Advance(TimeSpan.FromHours(23.9));
        await _collecting.CollectAsync(Listed("A"));
        Assert.Equal((1, 2), (Gateway.Count("Security"), Gateway.Count("Overview")));
        _collecting.Clock.Advance(TimeSpan.FromHours(.2));
        Gateway.Fails = static _ => SourceFailureKind.Server;
        await _collecting.CollectAsync(Listed("A"));
        await _collecting.CollectAsync(Listed("A"));

        Assert.Equal(3, Gateway.Count("Security"));
    }

    [Fact]
    public async Task Active_tokens_off_the_list_are_collected_and_paused_ones_are_not()
    {
        _collecting.Track("Active");
        _collecting.Track("Paused", TokenStatus.Paused);
        _collecting.Track("Removed", TokenStatus.Removed);
        var facts = await _collecting.CollectAsync(Listed("A"));

        Assert.Equal(["A", "Active"], facts.Keys);
        Assert.Equal(
            (null, 50_000.0, 60_000.0, 3.0, "Flow"),
            (facts["Active"].ListPosition, facts["Active"].LiquidityUsd, facts["Active"].Volume24hUsd,
                facts["Active"].Change24hPercent, facts["Active"].Symbol));
    }

    [Fact]
    public async Task Trade_data_serves_listed_tokens_and_the_overview_those_off_the_list()
    {
        _collecting.Options.Birdeye.Enrichment = EnrichmentSource.TradeData;
        _collecting.Track("Off");
        var facts = await _collecting.CollectAsync(Listed("A"));

        Assert.Equal((1, 1), (Gateway.Count(Call("TradeData", "A")), Gateway.Count(Call("Overview", "Off"))));
        Assert.Equal((1, 1), (Gateway.Count("TradeData"), Gateway.Count("Overview")));
        Assert.Equal(50_000, facts["Off"].LiquidityUsd);
    }

    [Fact]
    public async Task A_list_older_than_five_minutes_is_no_authority()
    {
        var made = _collecting.Clock.GetUtcNow();
        _collecting.Clock.Advance(TimeSpan.FromSeconds(301));
        var facts = (await _collecting.CollectAsync(new MarketList { Limit = 50, UpdatedAt = made, Tokens = [Listed("A")] }))["A"];

        Assert.Equal((50_000.0, 60_000.0, 3.0, 0.25), (facts.LiquidityUsd, facts.Volume24hUsd, facts.Change24hPercent, facts.PriceUsd));
    }

    [Fact]
    public async Task A_newcomer_whose_row_lacks_liquidity_costs_no_call_after_security()
    {
        await _collecting.CollectAsync(Listed("A") with { LiquidityUsd = null });

        Assert.Equal(0, Gateway.Count("Overview"));
    }

    [Fact]
    public async Task What_the_plan_refuses_is_unknown_and_reported_but_not_failed()
    {
        Gateway.Fails = static call => call.StartsWith("Trades", StringComparison.Ordinal) ? SourceFailureKind.PlanRefused : null;
        var facts = (await _collecting.CollectAsync(Listed("A")))["A"];

        Assert.Empty(facts.FailedCalls);
        Assert.Null(facts.RoundTripShare);
        Assert.Equal(1, facts.Change5mPercent);
        Assert.Equal("Trades: refused by the plan", Assert.Single(_collecting.Context.Faults.ToList()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_plan_may_refuse_is_unknown_and_not_failed(bool mayBeOfPlan)
    {
        Gateway.MayBeOfPlan = mayBeOfPlan;
        Gateway.Market = static address => CountingGateway.Traded(address) with { Change1hPercent = null };
        Gateway.Fails = static call => call.StartsWith("Trades", StringComparison.Ordinal) || call.StartsWith("Ohlcv", StringComparison.Ordinal)
            ? SourceFailureKind.AccountRefused
            : null;
        var facts = (await _collecting.CollectAsync(Listed("A")))["A"];

        Assert.Equal(mayBeOfPlan ? [] : ["Ohlcv", "Trades"], facts.FailedCalls);
        Assert.Contains("Trades: 1 failed (AccountRefused)", _collecting.Context.Faults.ToList());
    }

    [Fact]
    public async Task Half_an_enrichment_counts_as_failed_and_is_asked_for_again()
    {
        Gateway.Fails = static call => call.StartsWith("Trades", StringComparison.Ordinal) ? SourceFailureKind.Timeout : null;
        Assert.Equal(["Trades"], (await _collecting.CollectAsync(Listed("A")))["A"].FailedCalls);
        Gateway.Fails = static _ => null;
        Assert.Empty((await _collecting.CollectAsync(Listed("A")))["A"].FailedCalls);

        Assert.Equal((1, 2), (Gateway.Count("Overview"), Gateway.Count("Trades")));
    }

    [Fact]
    public async Task A_missing_window_costs_one_candle_call_that_the_entry_does_not_repeat()
    {
        Gateway.Market = static address => CountingGateway.Traded(address) with { Change1hPercent = null };
        var now = _collecting.Clock.GetUtcNow().ToUnixTimeSeconds();
        Gateway.Candles = _ => new CandleSeries([new Candle(now - 7200, 50, 50, 50, 50, 1), new Candle(now, 60, 60, 60, 60, 1)], 0);
        var facts = (await _collecting.CollectAsync(Listed("A"), Listed("B") with { LiquidityUsd = 1 }))["A"];
        await _collecting.ReadCandlesAsync("A");

        Assert.Equal(20, facts.Change1hPercent!.Value, 1e-9);
        Assert.Equal(1, Gateway.Count("Ohlcv"));
    }

    [Fact]
    public async Task An_incumbents_missing_window_is_filled_from_the_whole_history_like_a_newcomers()
    {
        Gateway.Market = static address => CountingGateway.Traded(address) with { Change24hPercent = null, Change1hPercent = null };
        _collecting.Track("A");
        _collecting.Tokens[0] = _collecting.Tokens[0] with { ActivatedAt = Candidates.Start };
        await _collecting.KnowCandlesAsync("A");
        await _collecting.CollectAsync(Listed("B"), Listed("A"));

        Assert.Equal([576, 576], Gateway.CandleLimits);
    }

    [Fact]
    public async Task An_incumbent_whose_candles_are_known_is_read_for_what_is_new()
    {
        _collecting.Track("A");
        _collecting.Tokens[0] = _collecting.Tokens[0] with { ActivatedAt = Candidates.Start };
        await _collecting.KnowCandlesAsync("A");
        await _collecting.CollectAsync(Listed("A"));
        await _collecting.ReadCandlesAsync("A");

        Assert.Equal([12], Gateway.CandleLimits);
    }

    [Fact]
    public async Task A_window_that_a_failed_candle_call_left_open_is_a_failed_call_of_the_token()
    {
        Gateway.Market = static address => CountingGateway.Traded(address) with { Change1hPercent = null };
        Gateway.Fails = static call => call.StartsWith("Ohlcv", StringComparison.Ordinal) ? SourceFailureKind.Server : null;
        Assert.Equal(["Ohlcv"], (await _collecting.CollectAsync(Listed("A")))["A"].FailedCalls);

        Gateway.Fails = static call => call.StartsWith("Ohlcv", StringComparison.Ordinal) ? SourceFailureKind.PlanRefused : null;
        Assert.Empty((await _collecting.CollectAsync(Listed("A")))["A"].FailedCalls);
    }

    [Fact]
    public async Task Candles_for_all_are_read_once_for_each_that_the_gates_leave()
    {
        _collecting.Options.Discovery.CandlesFor = CandleScope.All;
        await _collecting.CollectAsync(Listed("A"), Listed("B"), Listed("C") with { Volume24hUsd = 1 });

        Assert.Equal((2, 0), (Gateway.Count("Ohlcv"), Gateway.Count(Call("Ohlcv", "C"))));
    }

    public void Dispose() => _collecting.Dispose();

    private static string Call(string endpoint, string name) => $"{endpoint} {Candidates.Address(name)}";

    private static MarketFacts Listed(string name) => new() { Address = Candidates.Address(name), Symbol = name, Name = name, LiquidityUsd = 100_000, Volume24hUsd = 1_000_000, Change24hPercent = 5 };
}
