namespace BirdeyeDiscovery.Tests;

/// <summary>What candles of an hour and a day cost and hold; the API counts its calls.</summary>
public sealed class LongCandleCollectorTests : IDisposable
{
    private readonly CandleKeeping _keeping = new();

    private CountingGateway Gateway => _keeping.Gateway;

    [Fact]
    public async Task A_token_costs_one_call_for_each_interval_once_and_none_in_later_cycles()
    {
        _keeping.Enter("A");
        for (var cycle = 0; cycle < 40; cycle++)
        {
            await _keeping.CycleAsync();
        }

        Assert.Equal((1, 1), (Gateway.Count("Ohlcv 1h"), Gateway.Count("Ohlcv 1d")));
    }

    [Fact]
    public async Task A_short_budget_reads_no_history_and_reads_it_when_it_is_no_longer_short()
    {
        _keeping.ReadsLongCandles = false;
        _keeping.Enter("A");
        for (var cycle = 0; cycle < 70; cycle++)
        {
            await _keeping.CycleAsync();
        }

        Assert.Equal((0, 0), (Gateway.Count("Ohlcv 1h"), Gateway.Count("Ohlcv 1d")));
        Assert.NotEmpty(await _keeping.ReadAsync("A", CandleInterval.OneHour));

        _keeping.ReadsLongCandles = true;
        for (var cycle = 0; cycle < 70; cycle++)
        {
            await _keeping.CycleAsync();
        }

        Assert.Equal((1, 1), (Gateway.Count("Ohlcv 1h"), Gateway.Count("Ohlcv 1d")));
        await _keeping.AssertExactAsync("A");
    }

    [Theory]
    [InlineData(2, EnrichmentMode.Full)]
    [InlineData(2, EnrichmentMode.Staged)]
    [InlineData(7, EnrichmentMode.Full)]
    [InlineData(55, EnrichmentMode.Full)]
    [InlineData(500, EnrichmentMode.Full)]
    public async Task After_any_number_of_minutes_between_cycles_the_lists_are_what_the_API_would_answer(int minutes, EnrichmentMode mode)
    {
        _keeping.Enrichment = mode;
        _keeping.Enter("A");
        for (var cycle = 0; cycle < 30; cycle++)
        {
            await _keeping.CycleAsync();
            await _keeping.AssertExactAsync("A", onlyClosed: mode == EnrichmentMode.Staged);
            _keeping.Clock.Advance(TimeSpan.FromMinutes(minutes));
        }

        Assert.Equal((1, 1), (Gateway.Count("Ohlcv 1h"), Gateway.Count("Ohlcv 1d")));
    }

    [Fact]
    public async Task A_gap_longer_than_the_five_minute_candles_bridge_is_read_from_the_API_once()
    {
        _keeping.Enter("A");
        await _keeping.CycleAsync();
        _keeping.Clock.Advance(TimeSpan.FromHours(70));
        await _keeping.CycleAsync();
        await _keeping.AssertExactAsync("A");
        await _keeping.CycleAsync();

        Assert.Equal((2, 2), (Gateway.Count("Ohlcv 1h"), Gateway.Count("Ohlcv 1d")));
    }

    [Fact]
    public async Task A_restart_reads_its_lists_from_the_cache_and_not_from_the_API()
    {
        _keeping.Enter("A");
        await _keeping.CycleAsync();
        _keeping.Clock.Advance(TimeSpan.FromHours(20));
        _keeping.Restart();
        await _keeping.CycleAsync();

        await _keeping.AssertExactAsync("A");
        Assert.Equal((1, 1), (Gateway.Count("Ohlcv 1h"), Gateway.Count("Ohlcv 1d")));
    }

    [Fact]
    public async Task A_cache_that_lost_its_lists_is_filled_again_without_a_call()
    {
        _keeping.Enter("A");
        await _keeping.CycleAsync();
        _keeping.Flush();
        await _keeping.CycleAsync();
        await _keeping.CycleAsync();

        await _keeping.AssertExactAsync("A");
        Assert.Equal((1, 1), (Gateway.Count("Ohlcv 1h"), Gateway.Count("Ohlcv 1d")));
    }

    [Fact]
    public async Task A_failed_call_leaves_the_list_missing_and_is_repeated_in_the_next_cycle()
    {
        _keeping.Enter("A");
        Gateway.Fails = static call => call.StartsWith("Ohlcv 1", StringComparison.Ordinal) ? SourceFailureKind.Server : null;
        await _keeping.CycleAsync();
        Assert.Empty(await _keeping.ReadAsync("A", CandleInterval.OneHour));
        Assert.Contains(_keeping.Warnings, static warning => warning.Contains("1h", StringComparison.Ordinal));
        Assert.Empty(_keeping.Faults);

        Gateway.Fails = static _ => null;
        await _keeping.CycleAsync();
        await _keeping.AssertExactAsync("A");
        Assert.Equal((2, 2), (Gateway.Count("Ohlcv 1h"), Gateway.Count("Ohlcv 1d")));
    }

    [Fact]
    public async Task An_interval_that_the_plan_refuses_begins_with_what_five_minute_candles_tell()
    {
        _keeping.Enter("A");
        Gateway.Fails = static call => call.StartsWith("Ohlcv 1d", StringComparison.Ordinal) ? SourceFailureKind.PlanRefused : null;
        await _keeping.CycleAsync();
        await _keeping.CycleAsync();

        Assert.Equal(2, (await _keeping.ReadAsync("A", CandleInterval.OneDay)).Count);
        Assert.InRange((await _keeping.ReadAsync("A", CandleInterval.OneHour)).Count, 300, 336);
        Assert.Equal(1, Gateway.Count("Ohlcv 1d"));
    }

    [Fact]
    public async Task An_interval_that_the_plan_allows_later_is_filled_up_and_until_then_its_list_grows()
    {
        _keeping.Enter("A");
        Gateway.Fails = static call => call.StartsWith("Ohlcv 1", StringComparison.Ordinal) ? SourceFailureKind.PlanRefused : null;
        await HoursAsync(0.9);
        Assert.Equal((1, 1), Longer());
        await HoursAsync(3);
        Assert.Equal((4, 4), Longer());
        var grown = await _keeping.ReadAsync("A", CandleInterval.OneHour);
        await HoursAsync(20);
        Assert.True((await _keeping.ReadAsync("A", CandleInterval.OneHour)).Count > grown.Count);

        // Not known is not refused: that is asked again with each cycle, and takes nothing from the list.
        var before = Gateway.Count("Ohlcv 1d");
        grown = await _keeping.ReadAsync("A", CandleInterval.OneHour);
        Gateway.Fails = static call => call.StartsWith("Ohlcv 1", StringComparison.Ordinal) ? SourceFailureKind.Server : null;
        await HoursAsync(1.1);
        Assert.InRange(Gateway.Count("Ohlcv 1d") - before, 2, 20);
        Assert.Equal(grown, (await _keeping.ReadAsync("A", CandleInterval.OneHour)).Take(grown.Count - 1).Append(grown[^1]));

        Gateway.Fails = static _ => null;
        await HoursAsync(0.2);
        await _keeping.AssertExactAsync("A");
        before = Gateway.Count("Ohlcv 1d");
        await HoursAsync(5);
        await _keeping.AssertExactAsync("A");
        Assert.Equal(before, Gateway.Count("Ohlcv 1d"));

        (int, int) Longer() => (Gateway.Count("Ohlcv 1h"), Gateway.Count("Ohlcv 1d"));

        async Task HoursAsync(double hours)
        {
            for (var end = _keeping.Clock.GetUtcNow().AddHours(hours); _keeping.Clock.GetUtcNow() < end;)
            {
                _keeping.Clock.Advance(TimeSpan.FromMinutes(4));
                await _keeping.CycleAsync();
            }
        }
    }

    [Fact]
    public async Task Candles_of_five_minutes_that_fail_cost_no_call_for_longer_ones()
    {
        _keeping.Enter("A");
        Gateway.Fails = static call => call.StartsWith("Ohlcv", StringComparison.Ordinal) ? SourceFailureKind.PlanRefused : null;
        await _keeping.CycleAsync();
        Assert.Equal(1, Gateway.Count("Ohlcv"));
    }

    [Fact]
    public async Task Candles_of_a_list_that_another_token_owns_are_nobody_elses()
    {
        _keeping.Enter("A", symbol: "DUP");
        await _keeping.CycleAsync();
        _keeping.Enter("B", symbol: "DUP");
        await _keeping.CycleAsync();
        await _keeping.AssertExactAsync("A");
        await _keeping.AssertExactAsync("B");

        // The first owner leaves, and the other takes its name.
        _keeping.Leave("A");
        await _keeping.CycleAsync();
        await _keeping.CycleAsync();
        await _keeping.AssertExactAsync("B");
        Assert.Equal((2, 2), (Gateway.Count("Ohlcv 1h"), Gateway.Count("Ohlcv 1d")));
    }

    [Fact]
    public async Task A_token_that_was_quiet_for_days_costs_no_call_in_each_cycle()
    {
        _keeping.Enter("A");
        _keeping.QuietFrom = _keeping.Clock.GetUtcNow();
        for (var cycle = 0; cycle < 50; cycle++)
        {
            await _keeping.CycleAsync();
            _keeping.Clock.Advance(TimeSpan.FromHours(3));
        }

        Assert.Equal((1, 1), (Gateway.Count("Ohlcv 1h"), Gateway.Count("Ohlcv 1d")));
        Assert.NotEmpty(await _keeping.ReadAsync("A", CandleInterval.OneDay));
    }

    [Fact]
    public async Task While_the_cache_does_not_answer_nothing_is_asked()
    {
        _keeping.Enter("A");
        _keeping.IsCacheGone = true;
        await _keeping.CycleAsync();
        await _keeping.CycleAsync();
        Assert.Equal(0, Gateway.Count("Ohlcv 1"));

        _keeping.IsCacheGone = false;
        await _keeping.CycleAsync();
        Assert.Equal(2, Gateway.Count("Ohlcv 1"));
    }

    public void Dispose() => _keeping.Dispose();
}
