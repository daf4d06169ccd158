using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>What a token's strategy and the figures of its trades are after it moved.</summary>
public abstract partial class MigrationConformance
{
    private static readonly StrategyChange Second = new()
    {
        TokenAddress = Tokens.Bonk,
        StrategyType = "second",
        StrategyConfig = """{"rsi_oversold":30}""",
        ChangedBy = "alice",
    };

    [Fact]
    public async Task Versions_rollback_and_the_expected_version_go_on_under_the_new_address()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        var strategies = harness.Host.Strategies;
        await strategies.ChangeStrategyAsync(Second with { ChangeId = "lost-answer" }, Cancel);
        await MoveAsync(harness, Tokens.Bonk, New);

        var same = await strategies.GetStrategyAsync(New, Cancel);
        var again = await strategies.ChangeStrategyAsync(Second with { ChangeId = "lost-answer" }, Cancel);
        var late = await strategies.ChangeStrategyAsync(Second with { TokenAddress = New, StrategyType = "late", ExpectedVersion = 1 }, Cancel);
        var third = await strategies.ChangeStrategyAsync(Second with { TokenAddress = New, StrategyType = "third", ExpectedVersion = 2 }, Cancel);
        var back = await strategies.ChangeStrategyAsync(new() { TokenAddress = New, RollBackTo = 1, ExpectedVersion = 3, ChangedBy = "bob" }, Cancel);

        Assert.Equal((New, "second", 2, true), (same!.Address, same.StrategyType, same.Version, same.IsByHand));
        Assert.Equal(StrategyChangeStatus.AlreadyChanged, again.Status);
        Assert.Equal((StrategyChangeStatus.VersionConflict, 2), (late.Status, late.Current!.Version));
        Assert.Equal((StrategyChangeStatus.Changed, 3, New), (third.Status, third.Version!.Version, third.Version.TokenAddress));
        Assert.Equal((StrategyChangeStatus.Changed, 4, "aggressive_momentum"), (back.Status, back.Current!.Version, back.Current.StrategyType));
        foreach (var address in new[] { Tokens.Bonk, New })
        {
            Assert.Equal(
                [(4, New), (3, New), (2, Tokens.Bonk), (1, Tokens.Bonk)],
                (await strategies.GetVersionsAsync(address, cancellationToken: Cancel)).Select(static version => (version.Version, version.TokenAddress)));
        }

        var changes = (await harness.History.GetEventsAsync(0, 100, Cancel)).Where(static row => row.EventType == LifecycleEventType.StrategyChanged);
        Assert.Equal([Tokens.Bonk, New, New], changes.Select(static row => row.TokenAddress));
    }

    [Fact]
    public async Task A_token_that_moved_and_whose_row_was_deleted_goes_on_counting_its_versions()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        await harness.Host.Strategies.ChangeStrategyAsync(Second, Cancel);
        await MoveAsync(harness, Tokens.Bonk, New);
        await harness.ExecuteAsync("DELETE FROM tracked_tokens", Cancel);

        var fresh = await Operators.TrackAsync(harness, 2, Tokens.New(New, "BONK", 2), Cancel);
        await harness.CommitAsync(Plans.Cycle(3) with { Strategies = [new(New, 3, "assigned", null, "STRATEGY_ASSIGNED")] }, Cancel);

        Assert.Equal(3, fresh.StrategyVersion);
        Assert.Equal(4, (await harness.Host.Strategies.GetStrategyAsync(New, Cancel))!.Version);
        Assert.Equal([4, 3, 2, 1], (await harness.Host.Strategies.GetVersionsAsync(New, cancellationToken: Cancel)).Select(static version => version.Version));
    }

    [Fact]
    public async Task A_token_that_moves_to_an_address_with_versions_of_its_own_never_gives_a_number_twice()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(New, "EARLY", 1), Cancel);
        await harness.Host.Strategies.ChangeStrategyAsync(Second with { TokenAddress = New }, Cancel);
        await harness.Host.Strategies.ChangeStrategyAsync(Second with { TokenAddress = New, StrategyType = "third" }, Cancel);
        await harness.ExecuteAsync("DELETE FROM tracked_tokens", Cancel);
        await Operators.TrackAsync(harness, 2, Tokens.New(Tokens.Bonk, "BONK", 2), Cancel);
        await MoveAsync(harness, Tokens.Bonk, New);

        var changed = await harness.Host.Strategies.ChangeStrategyAsync(Second with { StrategyType = "fourth", ExpectedVersion = 1 }, Cancel);

        Assert.Equal((StrategyChangeStatus.Changed, 4), (changed.Status, changed.Version!.Version));
    }

    [Fact]
    public async Task A_removed_token_that_is_added_again_goes_on_counting_its_versions()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        await harness.Host.Strategies.ChangeStrategyAsync(Second, Cancel);
        var people = Operators.Of(harness.Host, harness);
        await people.RemoveAsync(Tokens.Bonk, Operators.Note(), cancellationToken: Cancel);
        await people.AllowAsync(Tokens.Bonk, Operators.Note(), Cancel);
        var removed = (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!;
        await harness.CommitAsync(Plans.Cycle(2, tokens: [removed with { Status = TokenStatus.Active, DeactivatedAt = null }]), Cancel);

        var changed = await harness.Host.Strategies.ChangeStrategyAsync(Second with { StrategyType = "third", ExpectedVersion = 2 }, Cancel);

        Assert.Equal((StrategyChangeStatus.Changed, 3), (changed.Status, changed.Version!.Version));
    }

    [Fact]
    public async Task The_registry_has_one_instance_before_and_after_a_move_and_at_no_time_two()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New("a0", "T", 1), Cancel);
        var factory = new ProbeStrategy.Factory();
        var registry = ProbeStrategy.Registry(harness.Host, factory, harness.Clock);
        await using var ending = (IAsyncDisposable)registry;
        await registry.RefreshAsync(Cancel);
        var held = registry.Borrow("a0")!;
        var stop = 0;
        var looking = Task.Run(
            () =>
            {
                var wrong = 0;
                while (Volatile.Read(ref stop) == 0)
                {
                    wrong += registry.Current.Count == 1 ? 0 : 1;
                }

                return wrong;
            },
            Cancel);
        for (var step = 0; step < 5; step++)
        {
            await MoveAsync(harness, $"a{step}", $"a{step + 1}");
            await registry.RefreshAsync(Cancel);
            using var handle = registry.Borrow($"a{step + 1}");
            Assert.Equal($"a{step + 1}", handle!.Strategy.Address);
            Assert.Null(registry.Borrow($"a{step}"));
        }

        Volatile.Write(ref stop, 1);
        Assert.Equal(0, await looking);
        Assert.Equal(0, held.Instance.Disposals);
        held.Dispose();
        Assert.Equal(1, held.Instance.Disposals);
        Assert.Equal(6, factory.Made.Count);
        Assert.Equal(5, factory.Made.Sum(static probe => probe.Disposals));
    }

    [Fact]
    public async Task Every_figure_by_token_counts_a_token_that_moved_as_one_under_the_scores_of_all_its_addresses()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New("first", "T", 1), Cancel);
        await harness.CommitAsync(Plans.Cycle(2, [Plans.Score("first") with { TotalScore = 85m }]), Cancel);
        await RecordAsync("first", 3, 1m);
        await MoveAsync(harness, "first", "second");
        await RecordAsync("second", 4, 2m);
        await harness.CommitAsync(Plans.Cycle(5, [Plans.Score("second") with { TotalScore = 65m }]), Cancel);
        await RecordAsync("first", 6, 4m);
        await MoveAsync(harness, "second", "third");
        await RecordAsync("third", 7, -8m);
        await RecordAsync("stranger", 7, 16m);
        var analytics = harness.Host.Analytics;

        var tiers = await analytics.GetScoreEffectivenessAsync(Cancel);
        var strategy = Assert.Single(await analytics.CompareStrategiesAsync(TokenCategory.Emerging, Trades.Day, Cancel));
        var category = Assert.Single(await analytics.GetPerformanceByCategoryAsync(Cancel), static row => row.StrategyType == "momentum");
        var top = Assert.Single(await analytics.GetTopPerformersAsync(new() { MoreThanTrades = 0 }, Cancel));

        Assert.Equal(
            [(ScoreTier.Excellent, 1, 2, 3m), (ScoreTier.Good, 1, 2, -4m), (ScoreTier.Unscored, 1, 1, 16m)],
            tiers.Select(static tier => (tier.Tier, tier.Tokens, tier.Trades.TradesCount, tier.Trades.PnlUsd)));
        Assert.Equal((3, 1, 4, -1m, -1m), (strategy.DailyRows, strategy.Tokens, strategy.Trades.TradesCount, strategy.Trades.PnlUsd, strategy.AvgPnlPerTokenUsd));
        Assert.Equal((1, 4, -1m), (category.TradedTokens, category.Traded.TradesCount, category.Traded.PnlUsd));
        Assert.Equal(("third", 4, -1m), (top.Address, top.Trades.TradesCount, top.Trades.PnlUsd));

        async Task RecordAsync(string address, int cycle, decimal pnl)
        {
            var close = Trades.Close(FormattableString.Invariant($"{address} {cycle}"), address, pnl);
            await harness.Host.Trades.RecordTradeClosedAsync(close with { OpenedAt = Plans.TimeOf(cycle), ClosedAt = Plans.TimeOf(cycle).AddMinutes(1) }, Cancel);
        }
    }

    [Fact]
    public async Task Migrations_that_lead_in_circles_leave_each_address_its_own_figures()
    {
        await using var harness = await StartAsync();
        await Trades.MigrateAsync(harness, "a", "b", Cancel);
        await Trades.MigrateAsync(harness, "b", "a", Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("1", "a", 1m), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("2", "b", 2m), Cancel);

        var tier = Assert.Single(await harness.Host.Analytics.GetScoreEffectivenessAsync(Cancel));

        Assert.Equal((ScoreTier.Unscored, 2, 2, 3m), (tier.Tier, tier.Tokens, tier.Trades.TradesCount, tier.Trades.PnlUsd));
    }

    private static async Task MoveAsync(StoreHarness harness, string from, string to) =>
        Assert.Equal(OperatorStatus.Applied, (await Operators.Of(harness.Host, harness).MigrateTokenAsync(from, to, Operators.Note(), Cancel)).Status);
}
