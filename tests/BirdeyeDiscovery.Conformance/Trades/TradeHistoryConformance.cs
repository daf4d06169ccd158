using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>Many trades: of tokens that come, go, migrate and change, from many callers, in any order; the sums are those of the closes.</summary>
public abstract class TradeHistoryConformance : StoreConformance
{
    [Fact]
    public async Task Trades_of_a_token_never_tracked_are_stored_and_count_from_the_cycle_that_tracks_it()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("a", Tokens.Wif), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("b", Tokens.Wif, -2m, hour: 30), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("c", "never"), Cancel);
        Assert.Equal(3, await harness.CountAsync("trade_closes WHERE token_category IS NULL", Cancel));
        Assert.Equal(0, await harness.CountAsync("strategy_performance", Cancel));

        await harness.CommitAsync(Plans.Cycle(2, tokens: [Tokens.New(Tokens.Wif, "WIF", 2) with { Category = TokenCategory.Midcap }]), Cancel);

        Assert.Equal(new(2, 1, 10.34m), await Trades.CountersAsync(harness, Tokens.Wif, Cancel));
        Assert.Equal([(1, 12.34m), (1, -2m)], (await Trades.DaysAsync(harness, Tokens.Wif, Cancel)).Select(day => (day.TradesCount, day.TotalPnlUsd)));
        Assert.Equal(2, await harness.CountAsync("trade_closes WHERE token_category = 'midcap'", Cancel));
        Assert.Equal(1, await harness.CountAsync("trade_closes WHERE token_category IS NULL", Cancel));
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("d", Tokens.Wif), Cancel);
        Assert.Equal(new(3, 2, 22.68m), await Trades.CountersAsync(harness, Tokens.Wif, Cancel));
    }

    [Fact]
    public async Task Trades_of_a_token_never_tracked_count_from_its_seeding()
    {
        await using var harness = await StartAsync();
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("a"), Cancel);

        await harness.Store.SeedAsync(harness.Epoch, [Tokens.New(Tokens.Bonk, "BONK", 1), Tokens.New(Tokens.Wif, "WIF", 1)], Cancel);
        await harness.Store.SeedAsync(harness.Epoch, [Tokens.New(Tokens.Bonk, "BONK", 1)], Cancel);

        Assert.Equal(new(1, 1, 12.34m), await Trades.CountersAsync(harness, Tokens.Bonk, Cancel));
        Assert.Equal(default, await Trades.CountersAsync(harness, Tokens.Wif, Cancel));
        Assert.Single(await Trades.DaysAsync(harness, Tokens.Bonk, Cancel));
    }

    [Fact]
    public async Task A_cycle_that_is_not_committed_counts_no_trades()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("a", Tokens.Wif), Cancel);
        var before = await Trades.BookAsync(harness, Cancel);

        var conflict = await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Cycle(2, tokens: [Tokens.New(Tokens.Wif, "WIF", 2), Tokens.New(Tokens.Bonk, "BONK", 2)]), Cancel);

        Assert.Equal(CommitStatus.Conflict, conflict.Status);
        Assert.Equal(before, await Trades.BookAsync(harness, Cancel));
    }

    [Fact]
    public async Task Trades_beyond_any_total_never_stop_a_cycle_that_tracks_their_token()
    {
        await using var harness = await StartAsync();
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("a", pnlUsd: 9_999_999_999_999.99m), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("b", pnlUsd: 9_999_999_999_999.99m), Cancel);

        await harness.CommitAsync(Plans.Full(1), Cancel);
        var before = await Trades.BookAsync(harness, Cancel);
        await harness.Host.Trades.RebuildPerformanceAsync(Cancel);

        Assert.Equal(new(2, 2, 9_999_999_999_999.99m), await Trades.CountersAsync(harness, Tokens.Bonk, Cancel));
        Assert.Equal(before, await Trades.BookAsync(harness, Cancel));
    }

    [Fact]
    public async Task Trades_under_an_old_address_count_for_the_token_it_became()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, tokens: [Tokens.New("new", "NEW", 1), Tokens.New("old", "OLD", 1)]), Cancel);
        await Trades.MigrateAsync(harness, "oldest", "old", Cancel);
        await Trades.MigrateAsync(harness, "old", "new", Cancel);
        await Trades.MigrateAsync(harness, "circle", "turn", Cancel);
        await Trades.MigrateAsync(harness, "turn", "circle", Cancel);

        foreach (var address in new[] { "oldest", "old", "new", "circle" })
        {
            await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close(address, address), Cancel);
        }

        Assert.Equal(new(3, 3, 37.02m), await Trades.CountersAsync(harness, "new", Cancel));
        Assert.Equal(default, await Trades.CountersAsync(harness, "old", Cancel));
        Assert.Equal("oldest", Assert.Single(await Trades.DaysAsync(harness, "oldest", Cancel)).TokenAddress);
        Assert.Equal(1, await harness.CountAsync("trade_closes WHERE token_category IS NULL", Cancel));
        var before = await Trades.BookAsync(harness, Cancel);
        await harness.Host.Trades.RebuildPerformanceAsync(Cancel);
        Assert.Equal(before, await Trades.BookAsync(harness, Cancel));
    }

    [Fact]
    public async Task Trades_under_an_old_address_count_from_the_cycle_that_tracks_the_new_one()
    {
        await using var harness = await StartAsync();
        await Trades.MigrateAsync(harness, "oldest", "old", Cancel);
        await Trades.MigrateAsync(harness, "old", "new", Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("a", "oldest"), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("b", "new"), Cancel);

        await harness.CommitAsync(Plans.Cycle(1, tokens: [Tokens.New("old", "OLD", 1), Tokens.New("new", "NEW", 1)]), Cancel);

        Assert.Equal(new(2, 2, 24.68m), await Trades.CountersAsync(harness, "new", Cancel));
        Assert.Equal(default, await Trades.CountersAsync(harness, "old", Cancel));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Counters_and_days_equal_a_straightforward_recomputation(int seed)
    {
        await using var harness = await StartAsync();
        var run = new RandomTrades(harness, seed);

        await run.PlayAsync(140, Cancel);

        await run.Oracle.AssertAsync(harness, Cancel);
        var before = await Trades.BookAsync(harness, Cancel);
        await harness.Host.Trades.RebuildPerformanceAsync(Cancel);
        Assert.Equal(before, await Trades.BookAsync(harness, Cancel));
    }

    [Fact]
    public async Task A_rebuild_mends_whatever_was_done_to_the_sums()
    {
        await using var harness = await StartAsync();
        var run = new RandomTrades(harness, 9);
        await run.PlayAsync(80, Cancel);
        var before = await Trades.BookAsync(harness, Cancel);
        await harness.ExecuteAsync("UPDATE tracked_tokens SET trades_count = 1000, win_count = 7, total_pnl_usd = -1", Cancel);
        await harness.ExecuteAsync("UPDATE strategy_performance SET trades_count = 1000, sharpe_ratio = 9", Cancel);
        await harness.ExecuteAsync(
            "INSERT INTO strategy_performance (token_address, token_category, strategy_type, window_start, window_end) "
            + "VALUES ('ghost', 'midcap', 's', '2026-05-01T00:00:00.000Z', '2026-05-02T00:00:00.000Z')",
            Cancel);

        await harness.Host.Trades.RebuildPerformanceAsync(Cancel);

        Assert.Equal(before, await Trades.BookAsync(harness, Cancel));
    }

    [Fact]
    public async Task A_rebuild_counts_the_trades_of_tokens_that_other_programs_inserted()
    {
        await using var harness = await StartAsync();
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("a"), Cancel);
        await harness.ExecuteAsync(
            $"INSERT INTO tracked_tokens (symbol, address, category, status, strategy_type) VALUES ('BONK', '{Tokens.Bonk}', 'midcap', 'active', 'momentum')", Cancel);

        await harness.Host.Trades.RebuildPerformanceAsync(Cancel);

        Assert.Equal(new(1, 1, 12.34m), await Trades.CountersAsync(harness, Tokens.Bonk, Cancel));
        Assert.Equal(TokenCategory.Midcap, Assert.Single(await Trades.DaysAsync(harness, Tokens.Bonk, Cancel)).Category);
    }

    [Fact]
    public async Task Many_callers_on_several_hosts_record_each_trade_once_while_cycles_are_committed()
    {
        await using var harness = await StartAsync();
        await using var second = await harness.OpenHostAsync(Cancel);
        await using var third = await harness.OpenHostAsync(Cancel);
        StoreHost[] hosts = [harness.Host, second, third];
        await harness.CommitAsync(Plans.Full(1), Cancel);
        string[] addresses = [Tokens.Bonk, Tokens.Bonk, Tokens.Bonk, "later", "never"];
        var random = new Random(5);
        var trades = Enumerable.Range(0, 60).Select(index => Trades.Close($"t{index}", addresses[index % 5], random.Next(-500, 500) / 100m, random.Next(-100, 100))).ToList();
        var calls = trades.Concat(trades).Concat(trades.Where((_, index) => index % 6 == 0).Select(close => close with { PnlUsd = close.PnlUsd + 1m })).ToArray();
        random.Shuffle(calls);
        var answers = new TradeCloseResult[calls.Length];

        var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(
            async () =>
            {
                for (var index = caller; index < calls.Length; index += 8)
                {
                    answers[index] = await hosts[caller % 3].Trades.RecordTradeClosedAsync(calls[index], Cancel);
                }
            },
            Cancel));
        var cycles = Task.Run(
            async () =>
            {
                for (var cycle = 2; cycle <= 12; cycle++)
                {
                    var token = await harness.Store.FindAsync(Tokens.Bonk, Cancel);
                    await harness.CommitAsync(Plans.Cycle(cycle, tokens: cycle == 6 ? [token!, Tokens.New("later", "LATER", cycle)] : [token!]), Cancel);
                }
            },
            Cancel);
        await Task.WhenAll([.. callers, cycles]);

        foreach (var (call, answer) in calls.Zip(answers))
        {
            Assert.Equal(answer.Status != TradeCloseStatus.Conflict, answer.Stored == call);
        }

        var recorded = answers.Where(answer => answer.Status == TradeCloseStatus.Recorded).Select(answer => answer.Stored).ToList();
        Assert.Equal(60, recorded.Select(close => close.TradeId).Distinct().Count());
        Assert.Equal(60, recorded.Count);
        var oracle = new TradeOracle();
        oracle.Track(Tokens.Bonk, TokenCategory.Emerging);
        oracle.Track("later", TokenCategory.Emerging);
        recorded.ForEach(oracle.Record);
        await oracle.AssertAsync(harness, Cancel);
    }

    [Fact]
    public async Task Rebuilds_one_after_another_while_hosts_record_trades_lose_and_repeat_none()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);
        var trades = Enumerable.Range(0, 90).Select(index => Trades.Close($"t{index}", index % 3 == 2 ? "never" : Tokens.Bonk, index - 40m, index % 7, index % 30)).ToList();
        var recorded = 0;
        var rebuilds = 0;
        var trading = Task.WhenAll(Enumerable.Range(0, 3).Select(caller => Task.Run(() => SendAsync(caller), Cancel)));
        while (!trading.IsCompleted)
        {
            var before = Volatile.Read(ref recorded);
            await harness.Host.Trades.RebuildPerformanceAsync(Cancel);
            Interlocked.Increment(ref rebuilds);

            // SQLite's writers do not queue: rebuilds without a pause could keep all other writers out. The second rebuild does not wait, because the
            // callers wait for it.
            await Eventually.TrueAsync(
                () => ValueTask.FromResult(trading.IsCompleted || Volatile.Read(ref rebuilds) == 1 || Volatile.Read(ref recorded) > before), "no trade was recorded", Cancel);
        }

        await trading;
        Assert.True(rebuilds > 1, $"{rebuilds} rebuilds");
        var oracle = new TradeOracle();
        oracle.Track(Tokens.Bonk, TokenCategory.Emerging);
        trades.ForEach(oracle.Record);
        await oracle.AssertAsync(harness, Cancel);

        async Task SendAsync(int caller)
        {
            await using var host = await harness.OpenHostAsync(Cancel);
            for (var index = caller; index < trades.Count; index += 3)
            {
                if (index == caller + 45)
                {
                    // A fast store would otherwise have all trades before the second rebuild.
                    await Eventually.TrueAsync(() => ValueTask.FromResult(Volatile.Read(ref rebuilds) > 1), "the performance was not rebuilt", Cancel);
                }

                Assert.Equal(TradeCloseStatus.Recorded, (await host.Trades.RecordTradeClosedAsync(trades[index], Cancel)).Status);
                Interlocked.Increment(ref recorded);
            }
        }
    }
}
