using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>Each query of the analytics equals the well-known SQL run by hand on the same rows, and has the right figures beside those that mislead.</summary>
public abstract class AnalyticsConformance : StoreConformance
{
    [Fact]
    public async Task Strategies_are_compared_as_the_sql_does_and_by_trades_beside_it()
    {
        await using var harness = await StartWithHistoryAsync();
        var since = Trades.Day.AddHours(12);

        var found = await harness.Host.Analytics.CompareStrategiesAsync(TokenCategory.Midcap, since, Cancel);

        var byHand = await harness.QueryRowsAsync(SeedSql.StrategyComparison("midcap", since), Cancel);
        Assert.Equal(
            byHand.Select(row => SeedSql.Row(row)),
            found.Select(row => SeedSql.Row(row.StrategyType, row.DailyRows, row.AvgDailyWinRate, row.AvgDailyPnlUsd, row.AvgDailySharpe)));
        Assert.Equal(["aggressive_momentum", "momentum"], found.Select(row => row.StrategyType));
        var momentum = found[1];
        Assert.Equal((3, 2, 10, 6), (momentum.DailyRows, momentum.Tokens, momentum.Trades.TradesCount, momentum.Trades.WinCount));
        Assert.Equal((.6m, 34m, 17m, 3.4m), (momentum.Trades.WinRate, momentum.Trades.PnlUsd, momentum.AvgPnlPerTokenUsd, momentum.Trades.AvgPnlUsd));
        Assert.Equal(.4444m, momentum.AvgDailyWinRate);
        Assert.Equal(Sharpe(1, 1, 1, 1, 1, -1, 10, -2, -2, -2), momentum.SharpeRatio);
    }

    [Fact]
    public async Task The_days_of_a_comparison_are_those_that_end_after_its_time()
    {
        await using var harness = await StartWithHistoryAsync();

        Assert.Equal(3, await MomentumAsync(Trades.Day));
        Assert.Equal(3, await MomentumAsync(Trades.Day.AddDays(1).AddMilliseconds(-1)));
        Assert.Equal(1, await MomentumAsync(Trades.Day.AddDays(1)));
        Assert.Empty(await harness.Host.Analytics.CompareStrategiesAsync(TokenCategory.Midcap, Trades.Day.AddDays(9), Cancel));
        Assert.Null((await harness.Host.Analytics.CompareStrategiesAsync(TokenCategory.Midcap, Trades.Day.AddDays(1), Cancel))[0].SharpeRatio);

        async Task<int> MomentumAsync(DateTimeOffset since) =>
            (await harness.Host.Analytics.CompareStrategiesAsync(TokenCategory.Midcap, since, Cancel)).Where(row => row.StrategyType == "momentum").Sum(row => row.DailyRows);
    }

    [Fact]
    public async Task Top_performers_equal_the_sql_and_tell_what_they_earned_since()
    {
        await using var harness = await StartWithHistoryAsync();

        var found = await harness.Host.Analytics.GetTopPerformersAsync(new(), Cancel);

        var byHand = await harness.QueryRowsAsync(SeedSql.TopPerformers(harness.Clock.GetUtcNow().AddDays(-30)), Cancel);
        Assert.Equal(
            byHand.Select(row => SeedSql.Row(row)),
            found.Select(row => SeedSql.Row(row.Symbol, StoredText.Of(row.Category), row.Trades.TradesCount, row.Trades.WinCount, row.WinRate, row.Trades.PnlUsd)));
        Assert.Equal(["moved", "a"], found.Select(row => row.Address));
        Assert.Equal((7, 7, 1m, 70m), (found[0].Since.TradesCount, found[0].Since.WinCount, found[0].WinRate, found[0].Since.PnlUsd));
        Assert.Equal((6, 5, 4m), (found[1].Since.TradesCount, found[1].Since.WinCount, found[1].Since.PnlUsd));
        Assert.Equal(Plans.TimeOf(1), found[1].DiscoveredAt);
    }

    [Fact]
    public async Task Top_performers_can_be_asked_for_otherwise()
    {
        await using var harness = await StartWithHistoryAsync();
        var analytics = harness.Host.Analytics;

        Assert.Equal(["moved", "b", "a", "c", "d"], await AddressesAsync(new() { DiscoveredSince = Trades.Day.AddYears(-1), MoreThanTrades = 0 }));
        Assert.Equal(["moved"], await AddressesAsync(new() { Limit = 1 }));
        Assert.Empty(await AddressesAsync(new() { DiscoveredSince = Plans.TimeOf(2) }));
        var late = await analytics.GetTopPerformersAsync(new() { DiscoveredSince = Trades.Day.AddHours(3), MoreThanTrades = 3, Limit = 3 }, Cancel);
        Assert.Equal([(4, 40m), (2, -4m), (3, 1m)], late.Select(row => (row.Since.TradesCount, row.Since.PnlUsd)));
        foreach (var wrong in new TopPerformersQuery[] { new() { Limit = 0 }, new() { Limit = 1001 }, new() { MoreThanTrades = -1 } })
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await analytics.GetTopPerformersAsync(wrong, Cancel));
        }

        async Task<IEnumerable<string>> AddressesAsync(TopPerformersQuery query) => (await analytics.GetTopPerformersAsync(query, Cancel)).Select(row => row.Address);
    }

    [Fact]
    public async Task Effectiveness_over_score_rows_equals_the_sql()
    {
        await using var harness = await StartWithHistoryAsync();

        var found = await harness.Host.Analytics.GetScoreEffectivenessAsync(Cancel);

        string[] labels = ["Excellent (80+)", "Good (60-80)", "Poor (<60)"];
        var byHand = await harness.QueryRowsAsync(SeedSql.ScoreEffectiveness, Cancel);
        Assert.Equal(
            byHand.Select(row => SeedSql.Row(row)),
            found.Where(row => row.ScoreRows > 0).Select(row => SeedSql.Row(labels[(int)row.Tier - 1], row.Symbols, row.AvgPnlUsdOverRows, row.AvgWinRateOverRows)));
        Assert.Equal([3L, 3L, 1L, 0L], found.Select(row => row.ScoreRows));
        Assert.Equal([1, 2, 1, 0], found.Select(row => row.Symbols));
    }

    [Fact]
    public async Task Effectiveness_over_trades_counts_each_once_under_its_score_when_it_was_opened()
    {
        await using var harness = await StartWithHistoryAsync();

        var found = await harness.Host.Analytics.GetScoreEffectivenessAsync(Cancel);

        Assert.Equal([ScoreTier.Excellent, ScoreTier.Good, ScoreTier.Poor, ScoreTier.Unscored], found.Select(row => row.Tier));
        Assert.Equal(
            [(2, 2, 1, 1m), (1, 2, 0, -4m), (0, 0, 0, 0m), (5, 19, 15, 103m)],
            found.Select(row => (row.Tokens, row.Trades.TradesCount, row.Trades.WinCount, row.Trades.PnlUsd)));
        Assert.Equal([(.5m, .5m), (0m, -2m), (null, null), ((decimal?).7895m, (decimal?)5.4211m)], found.Select(row => (row.Trades.WinRate, row.Trades.AvgPnlUsd)));
        Assert.Equal(await harness.CountAsync("trade_closes", Cancel), found.Sum(row => row.Trades.TradesCount));
    }

    [Fact]
    public async Task Performance_by_category_equals_the_sql_and_tells_under_what_trades_were_made()
    {
        await using var harness = await StartWithHistoryAsync();

        var found = await harness.Host.Analytics.GetPerformanceByCategoryAsync(Cancel);

        var byHand = await harness.QueryRowsAsync(SeedSql.PerformanceByCategory, Cancel);
        Assert.Equal(
            byHand.Select(row => SeedSql.Row(row)),
            found.Where(row => row.Tokens > 0).Select(row => SeedSql.Row(StoredText.Of(row.Category), row.StrategyType, row.Tokens, row.TotalTrades, row.AvgWinRate, row.TotalPnlUsd)));
        var midcap = Assert.Single(found, row => row.Category == TokenCategory.Midcap && row.StrategyType == "momentum");
        Assert.Equal((0, 0L, null, 0m), (midcap.Tokens, midcap.TotalTrades, midcap.AvgWinRate, midcap.TotalPnlUsd));
        var bluechip = Assert.Single(found, row => row.Category == TokenCategory.Bluechip && row.StrategyType == "aggressive_momentum");
        Assert.Equal((2, 9L, .75m, 74m, 0), (bluechip.Tokens, bluechip.TotalTrades, bluechip.AvgWinRate, bluechip.TotalPnlUsd, bluechip.Traded.TradesCount));
        Assert.Equal((2, 10, 6, .6m, 34m), (midcap.TradedTokens, midcap.Traded.TradesCount, midcap.Traded.WinCount, midcap.Traded.WinRate, midcap.Traded.PnlUsd));
    }

    [Fact]
    public async Task Score_history_of_a_token_equals_the_sql()
    {
        await using var harness = await StartWithHistoryAsync();
        var since = Plans.TimeOf(1);

        var found = await harness.History.GetScoreHistoryAsync("a", since.AddMilliseconds(1), Plans.TimeOf(99), Cancel);

        var byHand = await harness.QueryRowsAsync(SeedSql.ScoreHistory("a", since), Cancel);
        Assert.Equal(2, byHand.Count);
        Assert.Equal(
            byHand.Select(row => SeedSql.Row(row[1..])),
            found.Select(entry => SeedSql.Row(entry.Score.TotalScore, entry.Score.Rank, entry.Score.PriceChange24h, StoredText.Of(entry.Score.Action))));
    }

    [Fact]
    public async Task An_empty_store_has_nothing_to_say()
    {
        await using var harness = await StartAsync();

        Assert.Empty(await harness.Host.Analytics.CompareStrategiesAsync(TokenCategory.Midcap, Trades.Day, Cancel));
        Assert.Empty(await harness.Host.Analytics.GetTopPerformersAsync(new(), Cancel));
        Assert.Empty(await harness.Host.Analytics.GetScoreEffectivenessAsync(Cancel));
        Assert.Empty(await harness.Host.Analytics.GetPerformanceByCategoryAsync(Cancel));
        Assert.Empty(await harness.Host.Analytics.GetDailyPerformanceAsync("a", Trades.Day, Trades.Day.AddDays(1), Cancel));
    }

    private static decimal? Sharpe(params double[] returns)
    {
        var mean = returns.Average();
        return Math.Round((decimal)(mean / Math.Sqrt(returns.Sum(value => (value - mean) * (value - mean)) / (returns.Length - 1))), 4, MidpointRounding.AwayFromZero);
    }

    // Two tokens of one symbol, one that was discovered long ago, one that migrated, one that changed its category, and one that is not tracked.
    private async ValueTask<StoreHarness> StartWithHistoryAsync()
    {
        var harness = await StartAsync();
        await harness.CommitAsync(
            Plans.Cycle(
                1,
                [Score("a", 80m), Score("b", 79.99m), Score("never", 99m)],
                tokens:
                [
                    Token("a", "SAME", TokenCategory.Midcap), Token("b", "SAME", TokenCategory.Midcap), Token("c", "C", TokenCategory.Emerging),
                    Token("d", "D", TokenCategory.Midcap) with { DiscoveredAt = Plans.Start.AddDays(-60) },
                    Token("moved", "MOVED", TokenCategory.Bluechip), Token("none", "NONE", TokenCategory.Bluechip),
                ]),
            Cancel);
        await harness.CommitAsync(Plans.Cycle(2, [Score("a", 100m), Score("b", 60m), Score("moved", 59.99m)]), Cancel);
        await harness.CommitAsync(Plans.Cycle(3, [Score("a", 81m), Score("c", 60m)]), Cancel);
        await Trades.MigrateAsync(harness, "before", "moved", Cancel);
        await RecordAsync("a", "momentum", (1, 1m), (2, 1m), (3, 1m), (4, 1m), (5, 1m), (13, -1m));
        await RecordAsync("b", "momentum", (2, 36m), (3, -2m), (36, -2m), (37, -2m));
        await RecordAsync("c", "aggressive_momentum", (4, 5m), (5, -1m));
        await RecordAsync("d", "aggressive_momentum", (1, -9m), (2, -8m), (3, 7m));
        await RecordAsync("before", "momentum", (1, 10m), (2, 10m), (3, 10m));
        await RecordAsync("moved", "momentum", (4, 10m), (5, 10m), (6, 10m), (7, 10m));
        await RecordAsync("never", "momentum", (13, 2m));
        var changed = await harness.Store.FindAsync("c", Cancel);
        await harness.CommitAsync(Plans.Cycle(4, tokens: [changed! with { Category = TokenCategory.Bluechip }]), Cancel);
        return harness;

        async Task RecordAsync(string address, string strategy, params (double Hour, decimal PnlUsd)[] trades)
        {
            foreach (var (hour, pnl) in trades)
            {
                await harness.Host.Trades.RecordTradeClosedAsync(
                    Trades.Close(FormattableString.Invariant($"{address} {hour}"), address, pnl, returnPct: pnl == 36m ? 10m : pnl, hour, strategy), Cancel);
            }
        }
    }

    private static ScoreRecord Score(string address, decimal total) => Plans.Score(address) with { TotalScore = total, Rank = 1, PriceChange24h = -12.3456m };

    private static TrackedToken Token(string address, string symbol, TokenCategory category) => Tokens.New(address, symbol, 1) with { Category = category };
}
