namespace BirdeyeDiscovery.Tests;

/// <summary>What the candles of a token cost that nobody trades.</summary>
public sealed class QuietTokenTests : IDisposable
{
    private readonly CandleKeeping _keeping = new();

    private List<int> Limits => _keeping.Gateway.CandleLimits;

    [Fact]
    public async Task The_whole_history_is_read_once_and_then_the_last_hour()
    {
        _keeping.Enter("A");
        _keeping.QuietFrom = _keeping.Clock.GetUtcNow().AddHours(-3);
        for (var cycle = 0; cycle < 30; cycle++)
        {
            await _keeping.CycleAsync();
        }

        await _keeping.AssertExactAsync("A");
        Assert.Equal([576, .. Enumerable.Repeat(12, 29)], Limits);
    }

    [Fact]
    public async Task A_trade_after_the_quiet_hours_continues_the_list()
    {
        _keeping.Enter("A");
        await _keeping.CycleAsync();
        _keeping.QuietFrom = _keeping.Clock.GetUtcNow();
        for (var cycle = 0; cycle < 10; cycle++)
        {
            await _keeping.CycleAsync();
            _keeping.Clock.Advance(TimeSpan.FromMinutes(40));
        }

        // Only what was not asked for yet is traded again: whatever was answered stays true.
        _keeping.QuietUntil = _keeping.Clock.GetUtcNow();
        _keeping.Clock.Advance(TimeSpan.FromMinutes(7));
        await _keeping.CycleAsync();
        await _keeping.AssertExactAsync("A");
        Assert.Equal([576, .. Enumerable.Repeat(12, 11)], Limits);
    }

    [Fact]
    public async Task Days_without_a_trade_and_without_a_list_cost_no_whole_history_either()
    {
        _keeping.Enter("A");
        await _keeping.CycleAsync();
        _keeping.QuietFrom = _keeping.Clock.GetUtcNow();
        for (var hour = 0; hour < 100; hour++)
        {
            await _keeping.CycleAsync();
            _keeping.Clock.Advance(TimeSpan.FromMinutes(54));
        }

        Assert.Empty(await _keeping.ReadAsync("A", CandleInterval.FiveMinutes));
        Assert.Equal([576, .. Enumerable.Repeat(12, 100)], Limits);

        _keeping.QuietUntil = _keeping.Clock.GetUtcNow();
        _keeping.Clock.Advance(TimeSpan.FromMinutes(14));
        await _keeping.CycleAsync();
        Assert.NotEmpty(await _keeping.ReadAsync("A", CandleInterval.FiveMinutes));
        Assert.InRange(Limits[^1], 12, 16);
    }

    [Fact]
    public async Task After_a_restart_what_lies_behind_the_newest_candle_is_read_once()
    {
        _keeping.Enter("A");
        await _keeping.CycleAsync();
        _keeping.QuietFrom = _keeping.Clock.GetUtcNow();
        _keeping.Clock.Advance(TimeSpan.FromHours(3));
        _keeping.Restart();
        await _keeping.CycleAsync();
        await _keeping.CycleAsync();

        Assert.Equal(3, Limits.Count);
        Assert.InRange(Limits[1], 37, 41);
        Assert.Equal(12, Limits[2]);
        await _keeping.AssertExactAsync("A");
    }

    [Fact]
    public async Task A_list_that_the_cache_lost_is_read_whole_again_though_all_was_quiet_since()
    {
        _keeping.Enter("A");
        await _keeping.CycleAsync();
        _keeping.QuietFrom = _keeping.Clock.GetUtcNow();
        _keeping.Clock.Advance(TimeSpan.FromHours(5));
        await _keeping.CycleAsync();
        _keeping.Flush();
        await _keeping.CycleAsync();
        await _keeping.CycleAsync();

        Assert.Equal([576, 61, 576, 12], Limits);
        await _keeping.AssertExactAsync("A");
    }

    [Fact]
    public async Task Hours_without_a_cycle_are_read_as_far_as_they_reach()
    {
        _keeping.Enter("A");
        await _keeping.CycleAsync();
        _keeping.Clock.Advance(TimeSpan.FromHours(5));
        await _keeping.CycleAsync();
        await _keeping.AssertExactAsync("A");
        _keeping.Clock.Advance(TimeSpan.FromHours(60));
        await _keeping.CycleAsync();
        await _keeping.AssertExactAsync("A");

        Assert.Equal(576, Limits[^1]);
        Assert.InRange(Limits[1], 61, 64);
    }

    [Fact]
    public async Task A_newcomer_without_any_candle_is_read_whole_once()
    {
        _keeping.Enter("A", isKnown: false);
        _keeping.QuietFrom = _keeping.Clock.GetUtcNow().AddDays(-200);
        for (var cycle = 0; cycle < 5; cycle++)
        {
            await _keeping.CycleAsync();
        }

        Assert.Equal([576, 12, 12, 12, 12], Limits);
    }

    [Fact]
    public async Task An_incumbents_missing_windows_are_filled_from_the_list_that_is_kept_and_from_what_is_new()
    {
        using var collecting = new Collecting();
        collecting.Gateway.Market = static address =>
            CountingGateway.Traded(address) with { Change5mPercent = null, Change1hPercent = null, Change24hPercent = null };
        collecting.Track("A");
        collecting.Tokens[0] = collecting.Tokens[0] with { ActivatedAt = Candidates.Start };
        var now = CandleFold.Bucket(collecting.Clock.GetUtcNow().ToUnixTimeSeconds(), CandleInterval.FiveMinutes);
        await collecting.KnowCandlesAsync("A", Flat(now - 100_000, 50), Flat(now - 7_200, 80));
        collecting.Gateway.Candles = _ => new CandleSeries([Flat(now - 600, 100)], 0);
        var listed = new MarketFacts { Address = Candidates.Address("A"), Symbol = "A", LiquidityUsd = 100_000, Volume24hUsd = 1_000_000 };
        var facts = (await collecting.CollectAsync(listed))["A"];

        Assert.Equal([25], collecting.Gateway.CandleLimits);
        Assert.Equal((0, 25, 100), (facts.Change5mPercent, facts.Change1hPercent, facts.Change24hPercent));
    }

    public void Dispose() => _keeping.Dispose();

    private static Candle Flat(long time, double price) => new(time, price, price, price, price, 1);
}
