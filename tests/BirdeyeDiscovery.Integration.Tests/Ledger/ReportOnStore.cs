using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Integration.Tests.Ledger;

/// <summary>The report has the five well-known queries as their SQL answers them on the same rows, and the sums of the stored cycles.</summary>
public abstract class ReportOnStore
{
    private static readonly string[] Tiers = ["Excellent (80+)", "Good (60-80)", "Poor (<60)"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_five_queries_equal_their_sql()
    {
        await using var harness = await StartWithTradesAsync();
        var to = Plans.TimeOf(40);

        var report = await ReporterOf(harness).BuildAsync(new LedgerReportOptions { To = to, HistoryToken = "a" }, Cancel);

        var performers = await RowsAsync(harness, SeedSql.TopPerformers(to.AddDays(-30)));
        Assert.Equal(2, performers.Count);
        Assert.Equal(
            performers,
            report.TopPerformers.Select(static row => SeedSql.Row(row.Symbol, StoredText.Of(row.Category), row.Trades.TradesCount, row.Trades.WinCount, row.WinRate, row.Trades.PnlUsd)));

        var tiers = await RowsAsync(harness, SeedSql.ScoreEffectiveness);
        Assert.Equal(3, tiers.Count);
        Assert.Equal(
            tiers,
            report.Effectiveness.Where(static row => row.ScoreRows > 0).Select(static row => SeedSql.Row(Tiers[(int)row.Tier - 1], row.Symbols, row.AvgPnlUsdOverRows, row.AvgWinRateOverRows)));

        var categories = await RowsAsync(harness, SeedSql.PerformanceByCategory);
        Assert.Equal(3, categories.Count);
        Assert.Equal(
            categories,
            report.Categories.Where(static row => row.Tokens > 0)
                .Select(static row => SeedSql.Row(StoredText.Of(row.Category), row.StrategyType, row.Tokens, row.TotalTrades, row.AvgWinRate, row.TotalPnlUsd)));

        var midcaps = await RowsAsync(harness, SeedSql.StrategyComparison("midcap", to.AddDays(-30)));
        Assert.Equal(2, midcaps.Count);
        Assert.Equal(
            midcaps,
            report.Comparisons.Single(static row => row.Category == TokenCategory.Midcap).Strategies
                .Select(static row => SeedSql.Row(row.StrategyType, row.DailyRows, row.AvgDailyWinRate, row.AvgDailyPnlUsd, row.AvgDailySharpe)));

        var history = await harness.QueryRowsAsync(SeedSql.ScoreHistory("a", to.AddDays(-7)), Cancel);
        Assert.Equal(20, history.Count);
        Assert.Equal(
            history.Select(static row => SeedSql.Row(row[1..])),
            report.History!.Entries.Select(static entry => SeedSql.Row(entry.Score.TotalScore, entry.Score.Rank, entry.Score.PriceChange24h, StoredText.Of(entry.Score.Action))));
    }

    [Fact]
    public async Task Strategies_by_category_are_those_of_the_stored_trades()
    {
        await using var harness = await StartWithTradesAsync();

        var report = await ReporterOf(harness).BuildAsync(new LedgerReportOptions { To = Plans.TimeOf(40) }, Cancel);

        var byHand = await RowsAsync(
            harness,
            """
            SELECT token_category, strategy_type, count(*), count(DISTINCT token_address), sum(CASE WHEN pnl_usd > 0 THEN 1 ELSE 0 END), sum(pnl_usd)
            FROM trade_closes WHERE token_category IS NOT NULL GROUP BY token_category, strategy_type ORDER BY token_category, strategy_type
            """);
        Assert.Equal(
            byHand,
            report.Strategies.OrderBy(static row => StoredText.Of(row.Category), StringComparer.Ordinal).ThenBy(static row => row.StrategyType, StringComparer.Ordinal)
                .Select(static row => SeedSql.Row(StoredText.Of(row.Category), row.StrategyType, row.Trades, row.Tokens, row.Wins, row.PnlUsd)));
        Assert.All(report.Strategies, static row => Assert.Equal(row.Tokens > 1, row.ShrunkAvgPnlUsd is not null));
    }

    [Fact]
    public async Task The_stream_of_many_pages_loses_no_cycle()
    {
        await using var harness = Create();
        await harness.StartAsync(Cancel);
        for (var cycle = 1; cycle <= 401; cycle++)
        {
            await harness.CommitAsync(
                Plans.Cycle(cycle, [Plans.Score("a")], [Plans.Rejection("r")], outcome: cycle % 100 == 0 ? CycleOutcome.Degraded : CycleOutcome.Complete), Cancel);
        }

        var report = await ReporterOf(harness).BuildAsync(new LedgerReportOptions { To = Plans.TimeOf(402) }, Cancel);

        Assert.Equal((401, 401L, 401L), (report.Periods.Sum(static row => row.Cycles), report.Periods.Sum(static row => row.Scored), report.Periods.Sum(static row => row.Rejected)));
        Assert.Equal(401 * 9L, report.Periods.Sum(static row => row.ApiCalls));
        Assert.Equal(401 * 270L, report.Periods.Sum(static row => row.ComputeUnits));
        Assert.Equal([400, 300, 200, 100], report.Failures.Select(static row => (int)Math.Round((row.CycleTimestamp - Plans.Start).TotalMinutes / 2)));
    }

    protected abstract StoreHarness Create();

    private static LedgerReporter ReporterOf(StoreHarness harness) => new(
        harness.History,
        harness.Store,
        harness.Host.Analytics,
        new DiscoveryExplainer(new PastCycles(harness.History, static options => new TokenScorer(options), null, static () => "solana"), harness.Store),
        harness.Clock);

    private static async ValueTask<IReadOnlyList<string>> RowsAsync(StoreHarness harness, string sql) =>
        [.. (await harness.QueryRowsAsync(sql, Cancel)).Select(static row => SeedSql.Row(row))];

    private async ValueTask<StoreHarness> StartWithTradesAsync()
    {
        var harness = Create();
        await harness.StartAsync(Cancel);
        await harness.CommitAsync(
            Plans.Cycle(
                1,
                tokens:
                [
                    Tokens.New("a", "SAME", 1) with { Category = TokenCategory.Midcap }, Tokens.New("b", "SAME", 1) with { Category = TokenCategory.Midcap, StrategyType = "momentum" },
                    Tokens.New("c", "C", 1, TokenStatus.Paused), Tokens.New("old", "OLD", 1) with { DiscoveredAt = Plans.Start.AddDays(-60) },
                ]),
            Cancel);
        for (var cycle = 2; cycle <= 21; cycle++)
        {
            await harness.CommitAsync(Plans.Cycle(cycle, [Score("a", 50 + (2 * cycle)), Score("b", 60), Score("c", 95 - cycle)]), Cancel);
        }

        foreach (var (address, strategy, profits) in new[]
        {
            ("a", "aggressive_momentum", (int[])[5, 6, -1, 3, 2, -4, 8]), ("b", "momentum", [1, -2, 3, -4, 5, 6, 7, -8]), ("a", "momentum", [2, 2]),
            ("c", "aggressive_momentum", [-3, -4, 5]), ("old", "aggressive_momentum", [9, 9, 9, -1, -1, -1, 2]),
        })
        {
            for (var number = 0; number < profits.Length; number++)
            {
                await harness.Host.Trades.RecordTradeClosedAsync(
                    Trades.Close(FormattableString.Invariant($"{address} {strategy} {number}"), address, profits[number], returnPct: profits[number], hour: 13 + (number * 5), strategy),
                    Cancel);
            }
        }

        return harness;
    }

    private static ScoreRecord Score(string address, decimal total) => Plans.Score(address) with { TotalScore = total, Rank = 1, PriceChange24h = 1.5m };
}
