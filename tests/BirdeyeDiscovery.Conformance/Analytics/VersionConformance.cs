using System.Globalization;
using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>Which version of a strategy a trade was made with, and what the configurations earned: "RSI 35 or 40 for midcaps?".</summary>
public abstract class VersionConformance : StoreConformance
{
    [Fact]
    public async Task A_trade_has_the_version_that_was_in_force_when_it_was_opened()
    {
        await using var harness = await TrackedAsync("a");
        await ChangeAsync(harness, "a", """{"rsi": 40}""", hour: 10);

        await RecordAsync(harness, "early", "a", openedHour: -1, pnl: 1m);
        await RecordAsync(harness, "first", "a", openedHour: 9.99, pnl: 1m);
        await RecordAsync(harness, "second", "a", openedHour: 10, pnl: 1m);
        await RecordAsync(harness, "other", "a", openedHour: 11, pnl: 1m, strategy: "grid");
        await RecordAsync(harness, "untracked", "nobody", openedHour: 11, pnl: 1m);

        Assert.Equal(
            ["early=", "first=1", "other=", "second=2", "untracked="],
            (await harness.QueryRowsAsync("SELECT trade_id, strategy_version FROM trade_closes ORDER BY trade_id", Cancel)).Select(Text));
    }

    [Fact]
    public async Task A_daily_row_has_the_version_of_its_trades_where_all_have_the_same()
    {
        await using var harness = await TrackedAsync("a", "b");
        await ChangeAsync(harness, "a", """{"rsi": 40}""", hour: 10);
        await RecordAsync(harness, "a1", "a", openedHour: 9, pnl: 1m);
        Assert.Equal(["a=1"], await DaysAsync(harness));

        await RecordAsync(harness, "a2", "a", openedHour: 11, pnl: 1m);
        await RecordAsync(harness, "b1", "b", openedHour: 11, pnl: 1m);
        await harness.Host.Trades.RebuildPerformanceAsync(Cancel);

        Assert.Equal(["a=", "b=1"], await DaysAsync(harness));
    }

    [Fact]
    public async Task Configurations_are_compared_over_all_tokens_that_had_them()
    {
        await using var harness = await TrackedAsync("a", "b", "c");
        await ChangeAsync(harness, "a", """{"rsi": 35, "take": 1}""", hour: 1);
        await ChangeAsync(harness, "b", """{"rsi": 35, "take": 1}""", hour: 1);
        await ChangeAsync(harness, "b", """{"rsi": 40, "take": 1}""", hour: 5);
        await ChangeAsync(harness, "c", """{"take": 1,   "rsi": 40}""", hour: 5);
        await RecordAsync(harness, "1", "a", 2, -4m);
        await RecordAsync(harness, "2", "b", 2, 6m);
        await RecordAsync(harness, "3", "b", 6, 3m);
        await RecordAsync(harness, "4", "c", 7, 9m);
        await RecordAsync(harness, "5", "c", 8, -1m);
        await RecordAsync(harness, "6", "c", -1, 5m);

        var found = await harness.Host.Analytics.CompareVersionsAsync(TokenCategory.Midcap, Trades.Day, Cancel);

        Assert.Equal([true, true, false], found.Select(row => row.IsVersionKnown));
        Assert.Equal((2, 2, 1, .5m, 2m, 1m), (found[0].Tokens, found[0].Trades.TradesCount, found[0].Trades.WinCount, found[0].Trades.WinRate, found[0].Trades.PnlUsd, found[0].Trades.AvgPnlUsd));
        Assert.Equal(
            (2, 3, 2, .6667m, 11m, 3.6667m),
            (found[1].Tokens, found[1].Trades.TradesCount, found[1].Trades.WinCount,
                found[1].Trades.WinRate, found[1].Trades.PnlUsd, found[1].Trades.AvgPnlUsd));
        Assert.Contains("35", found[0].StrategyConfig, StringComparison.Ordinal);
        Assert.Contains("40", found[1].StrategyConfig, StringComparison.Ordinal);
        Assert.Equal((null, 1, 5m), (found[2].StrategyConfig, found[2].Trades.TradesCount, found[2].Trades.PnlUsd));
        Assert.Equal((Trades.Day.AddHours(6), Trades.Day.AddHours(8)), (found[1].FirstOpenedAt, found[1].LastOpenedAt));
        Assert.Equal((1m, 3.6667m), (found[0].AvgReturnPct, found[1].AvgReturnPct));
        Assert.NotNull(found[1].SharpeRatio);
        Assert.Empty(await harness.Host.Analytics.CompareVersionsAsync(TokenCategory.Bluechip, Trades.Day, Cancel));
        Assert.Empty(await harness.Host.Analytics.CompareVersionsAsync(TokenCategory.Midcap, Trades.Day.AddDays(1), Cancel));
    }

    [Fact]
    public async Task A_token_that_moved_has_the_versions_of_both_addresses()
    {
        await using var harness = await TrackedAsync("old");
        await ChangeAsync(harness, "old", """{"rsi": 40}""", hour: 1);
        await Operators.Of(harness.Host, harness).MigrateTokenAsync("old", "new", Operators.Note(), Cancel);
        await RecordAsync(harness, "1", "old", 2, 1m);
        await RecordAsync(harness, "2", "new", 3, 1m);

        var found = Assert.Single(await harness.Host.Analytics.CompareVersionsAsync(TokenCategory.Midcap, Trades.Day, Cancel));

        Assert.Equal((true, 1, 2), (found.IsVersionKnown, found.Tokens, found.Trades.TradesCount));
        Assert.Contains("40", found.StrategyConfig, StringComparison.Ordinal);
    }

    private static string Text(object?[] row) => string.Create(CultureInfo.InvariantCulture, $"{row[0]}={row[1]}");

    // The tokens enter at the start of the day.
    private async Task<StoreHarness> TrackedAsync(params string[] addresses)
    {
        var harness = await StartAsync();
        var plan = Plans.Cycle(
            1, tokens: [.. addresses.Select(address => Tokens.New(address, address.ToUpperInvariant(), 1) with { Category = TokenCategory.Midcap, StrategyType = "momentum", StrategyConfig = null })]);
        await harness.CommitAsync(plan with { Snapshot = plan.Snapshot with { CycleTimestamp = Trades.Day } }, Cancel);
        return harness;
    }

    private static async Task ChangeAsync(StoreHarness harness, string address, string config, double hour)
    {
        var result = await harness.Host.Strategies.ChangeStrategyAsync(new() { TokenAddress = address, StrategyConfig = config, ChangedBy = "alice" }, Cancel);
        Assert.Equal(StrategyChangeStatus.Changed, result.Status);
        var time = Trades.Day.AddHours(hour).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        await harness.ExecuteAsync($"UPDATE strategy_config_versions SET changed_at = '{time}' WHERE token_address = '{address}' AND version = {result.Version!.Version}", Cancel);
    }

    private static async Task RecordAsync(StoreHarness harness, string id, string address, double openedHour, decimal pnl, string strategy = "momentum")
    {
        var close = Trades.Close(id, address, pnl, returnPct: pnl, hour: 12, strategy) with { OpenedAt = Trades.Day.AddHours(openedHour) };
        Assert.Equal(TradeCloseStatus.Recorded, (await harness.Host.Trades.RecordTradeClosedAsync(close, Cancel)).Status);
    }

    private static async Task<IEnumerable<string>> DaysAsync(StoreHarness harness) =>
        (await harness.QueryRowsAsync("SELECT token_address, strategy_version FROM strategy_performance ORDER BY token_address", Cancel)).Select(Text);
}
