using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>One trade: stored once, counted once, refused with the reason.</summary>
public abstract class TradeLedgerConformance : StoreConformance
{
    private static readonly Func<TradeClose, TradeClose>[] OtherFigures =
    [
        close => close with { PnlUsd = close.PnlUsd + .01m },
        close => close with { ReturnPct = null },
        close => close with { ReturnPct = close.ReturnPct + .0001m },
        close => close with { StrategyType = "Momentum" },
        close => close with { TokenAddress = Tokens.Wif },
        close => close with { OpenedAt = close.OpenedAt.AddMilliseconds(1) },
        close => close with { ClosedAt = close.ClosedAt.AddMilliseconds(1) },
    ];

    private static readonly Func<TradeClose, TradeClose>[] SameFigures =
    [
        close => close,
        close => close with { PnlUsd = close.PnlUsd + .004m },
        close => close with { ReturnPct = close.ReturnPct - .00004m },
        close => close with { OpenedAt = close.OpenedAt.ToOffset(TimeSpan.FromHours(9)), ClosedAt = close.ClosedAt.AddTicks(9_999) },
    ];

    [Fact]
    public async Task A_trade_writes_the_close_the_counters_and_the_day_together()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);

        var result = await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("t1", pnlUsd: 12.344m), Cancel);
        var second = await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("t2", pnlUsd: -2.01m, returnPct: -10m, hour: 13), Cancel);

        Assert.Equal((TradeCloseStatus.Recorded, Trades.Close("t1", pnlUsd: 12.34m)), (result.Status, result.Stored));
        Assert.Equal(TradeCloseStatus.Recorded, second.Status);
        Assert.Equal(new(2, 1, 10.33m), await Trades.CountersAsync(harness, Tokens.Bonk, Cancel));
        Assert.Equal(
            new StrategyPerformance
            {
                TokenAddress = Tokens.Bonk,
                Category = TokenCategory.Emerging,
                StrategyType = "momentum",
                WindowStart = Trades.Day,
                TradesCount = 2,
                WinCount = 1,
                LossCount = 1,
                WinRate = .5m,
                AvgGainPct = 5.5m,
                AvgLossPct = -10m,
                MaxGainPct = 5.5m,
                MaxLossPct = -10m,
                TotalPnlUsd = 10.33m,
                SharpeRatio = -.2053m,
                MaxDrawdownPct = 10m,
            },
            Assert.Single(await Trades.DaysAsync(harness, Tokens.Bonk, Cancel)));
        Assert.Equal(1L, await harness.CountAsync("strategy_performance WHERE token_category = 'emerging' AND window_end = '2026-05-02T00:00:00.000Z'", Cancel));
        Assert.Equal(2L, await harness.CountAsync("trade_closes WHERE token_category = 'emerging' AND recorded_at = '2026-05-01T12:00:00.000Z'", Cancel));
    }

    [Fact]
    public async Task The_same_trade_again_changes_nothing_and_says_so()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);
        var first = await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("t"), Cancel);
        var before = await Trades.BookAsync(harness, Cancel);

        foreach (var change in SameFigures)
        {
            var again = await harness.Host.Trades.RecordTradeClosedAsync(change(Trades.Close("t")), Cancel);

            Assert.Equal((TradeCloseStatus.AlreadyRecorded, first.Stored), (again.Status, again.Stored));
        }

        Assert.Equal(before, await Trades.BookAsync(harness, Cancel));
    }

    [Fact]
    public async Task Other_figures_under_a_known_id_are_refused_and_the_first_are_kept()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("t"), Cancel);
        var before = await Trades.BookAsync(harness, Cancel);

        foreach (var change in OtherFigures)
        {
            var other = await harness.Host.Trades.RecordTradeClosedAsync(change(Trades.Close("t")), Cancel);

            Assert.Equal((TradeCloseStatus.Conflict, Trades.Close("t")), (other.Status, other.Stored));
        }

        Assert.Equal(before, await Trades.BookAsync(harness, Cancel));
    }

    [Theory]
    [InlineData(TokenStatus.Active)]
    [InlineData(TokenStatus.Paused)]
    [InlineData(TokenStatus.Removed)]
    public async Task Trades_count_whatever_the_status_of_their_token(TokenStatus status)
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, tokens: [Tokens.New(Tokens.Bonk, "BONK", 1, status)]), Cancel);

        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("t"), Cancel);

        Assert.Equal(new(1, 1, 12.34m), await Trades.CountersAsync(harness, Tokens.Bonk, Cancel));
        Assert.Single(await Trades.DaysAsync(harness, Tokens.Bonk, Cancel));
    }

    [Fact]
    public async Task A_plan_made_before_a_trade_is_committed_after_it_and_keeps_the_counters()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);
        var planned = await harness.Store.FindAsync(Tokens.Bonk, Cancel);

        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("t"), Cancel);
        await harness.CommitAsync(Plans.Cycle(2, tokens: [planned! with { Status = TokenStatus.Paused }]), Cancel);

        Assert.Equal(new(1, 1, 12.34m), await Trades.CountersAsync(harness, Tokens.Bonk, Cancel));
    }

    [Fact]
    public async Task The_counters_equal_the_well_known_update_run_by_hand()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, tokens: [Tokens.New("mine", "MINE", 1), Tokens.New("hand", "HAND", 1)]), Cancel);
        decimal[] profits = [10.25m, -3.5m, 0m, 7.25m, -.01m];

        foreach (var (index, pnl) in profits.Index())
        {
            await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close($"t{index}", "mine", pnl), Cancel);
            await harness.ExecuteAsync(
                FormattableString.Invariant(
                    $"UPDATE tracked_tokens SET trades_count = trades_count + 1, win_count = win_count + {(pnl > 0m ? 1 : 0)}, total_pnl_usd = total_pnl_usd + ({pnl}) WHERE symbol = 'HAND'"),
                Cancel);
        }

        Assert.Equal(await Trades.CountersAsync(harness, "hand", Cancel), await Trades.CountersAsync(harness, "mine", Cancel));
    }

    [Fact]
    public async Task A_day_is_that_of_the_close_in_utc()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);
        var last = Trades.Day.AddDays(1).AddTicks(-1).ToOffset(TimeSpan.FromHours(14));

        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("last") with { ClosedAt = last }, Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("next", hour: 24), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("other", hour: 24, strategy: "other"), Cancel);

        var days = await Trades.DaysAsync(harness, Tokens.Bonk, Cancel);
        Assert.Equal([Trades.Day, Trades.Day.AddDays(1), Trades.Day.AddDays(1)], days.Select(day => day.WindowStart));
        Assert.Equal(["momentum", "momentum", "other"], days.Select(day => day.StrategyType));
        Assert.All(days, day => Assert.Equal(1, day.TradesCount));
    }

    [Fact]
    public async Task A_value_that_is_not_allowed_writes_nothing()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);

        await Assert.ThrowsAsync<ArgumentNullException>(async () => await harness.Host.Trades.RecordTradeClosedAsync(null!, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("a\0b"), Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("t", pnlUsd: 1e13m), Cancel));

        Assert.Equal(0, await harness.CountAsync("trade_closes", Cancel));
    }

    [Fact]
    public async Task Values_at_their_limits_and_hostile_texts_come_back_as_given()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);
        var texts = Tokens.HostileTexts.Where(text => !text.Any(char.IsControl)).ToList();
        List<TradeClose> closes =
        [
            Trades.Close(new string('i', 200), pnlUsd: 9_999_999_999_999.99m, returnPct: 79_228_162_514_264_300_000_000_000_000m, strategy: new string('s', 50)),
            Trades.Close("low", pnlUsd: -9_999_999_999_999.99m, returnPct: -79_228_162_514_264_300_000_000_000_000m),
            Trades.Close("small", pnlUsd: .01m, returnPct: -.0001m),
            Trades.Close("years") with { OpenedAt = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), ClosedAt = new(2099, 12, 31, 23, 59, 59, 999, TimeSpan.Zero) },
            .. texts.Select(text => Trades.Close(text, strategy: text)),
        ];

        foreach (var close in closes)
        {
            var first = await harness.Host.Trades.RecordTradeClosedAsync(close, Cancel);
            var again = await harness.Host.Trades.RecordTradeClosedAsync(close, Cancel);
            Assert.Equal((TradeCloseStatus.Recorded, close), (first.Status, first.Stored));
            Assert.Equal((TradeCloseStatus.AlreadyRecorded, close), (again.Status, again.Stored));
        }

        var read = await harness.Host.Trades.GetClosesAsync(Tokens.Bonk, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancel);
        Assert.Equal(closes.OrderBy(close => close.TradeId, StringComparer.Ordinal), read.OrderBy(close => close.TradeId, StringComparer.Ordinal));
        Assert.Equal(12.34m * (texts.Count + 1) + .01m, (await Trades.CountersAsync(harness, Tokens.Bonk, Cancel)).PnlUsd);
    }

    [Fact]
    public async Task A_trade_that_no_total_can_hold_is_refused_whole()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("t1", pnlUsd: 9_999_999_999_999.99m), Cancel);
        var before = await Trades.BookAsync(harness, Cancel);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("t2", pnlUsd: .01m), Cancel));

        Assert.False(error.IsTransient);
        Assert.Contains("'t2' is not recorded", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Trades.BookAsync(harness, Cancel));
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("t3", pnlUsd: -.01m), Cancel);
    }

    [Fact]
    public async Task Trades_are_read_by_time_span_oldest_first()
    {
        await using var harness = await StartAsync();
        foreach (var close in new[] { Trades.Close("c", hour: 3), Trades.Close("b", hour: 2), Trades.Close("a", hour: 2), Trades.Close("d", hour: 4), Trades.Close("x", Tokens.Wif, hour: 3) })
        {
            await harness.Host.Trades.RecordTradeClosedAsync(close, Cancel);
        }

        var read = await harness.Host.Trades.GetClosesAsync(Tokens.Bonk, Trades.Day.AddHours(2), Trades.Day.AddHours(4), Cancel);

        Assert.Equal(["a", "b", "c"], read.Select(close => close.TradeId));
    }

    [Fact]
    public async Task A_cancelled_call_writes_nothing_and_a_restart_keeps_what_was_recorded()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("t"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await harness.Host.Trades.RebuildPerformanceAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await harness.Host.Trades.GetClosesAsync(Tokens.Bonk, Trades.Day, Trades.Day, cancelled));

        Assert.Equal(0, await harness.CountAsync("trade_closes", Cancel));
        Assert.Equal(TradeCloseStatus.Recorded, (await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("t"), Cancel)).Status);
        await harness.RestartAsync(Cancel);
        Assert.Equal(TradeCloseStatus.AlreadyRecorded, (await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("t"), Cancel)).Status);
    }

    [Fact]
    public async Task A_trade_of_an_EVM_chain_is_found_by_its_address_whatever_its_capitals()
    {
        const string Checksummed = "0xABCdef0123456789abcdef0123456789abcDEF01";
        await using var harness = await StartAsync();
        Assert.Equal(TradeCloseStatus.Recorded, (await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("t1", Checksummed), Cancel)).Status);

        var read = Assert.Single(await harness.Host.Trades.GetClosesAsync(Checksummed, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancel));

        Assert.Equal("t1", read.TradeId);
    }

    [Fact]
    public async Task A_trade_by_symbol_is_the_one_token_s_and_nobody_s_when_several_or_none_have_it()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(
            Plans.Cycle(1, tokens: [Tokens.New(Tokens.Bonk, "BONK", 1), Tokens.New(Tokens.Wif, "TWICE", 1), Tokens.New("other", "TWICE", 1)]), Cancel);
        TradeClose Close(string address) => Trades.Close("t1", address);

        Assert.Null(await harness.Host.Trades.RecordTradeClosedBySymbolAsync(harness.Store, "bonk", Close, Cancel));
        await Assert.ThrowsAsync<AmbiguousSymbolException>(async () => await harness.Host.Trades.RecordTradeClosedBySymbolAsync(harness.Store, "TWICE", Close, Cancel));
        Assert.Equal(0, await harness.CountAsync("trade_closes", Cancel));
        Assert.Equal(TradeCloseStatus.Recorded, (await harness.Host.Trades.RecordTradeClosedBySymbolAsync(harness.Store, "BONK", Close, Cancel))!.Status);
        Assert.Equal(TradeCloseStatus.AlreadyRecorded, (await harness.Host.Trades.RecordTradeClosedBySymbolAsync(harness.Store, "BONK", Close, Cancel))!.Status);
        Assert.Equal(new(1, 1, 12.34m), await Trades.CountersAsync(harness, Tokens.Bonk, Cancel));
    }
}
