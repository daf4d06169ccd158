using System.Data.Common;
using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>SQL that a person writes on <c>tracked_tokens</c>: it is recorded, no cycle undoes it, and what the library writes is not taken for it.</summary>
public abstract class StatementsByHandConformance : StoreConformance
{
    private const string PauseStatement = $"UPDATE tracked_tokens SET status = 'paused', status_reason = 'rumours' WHERE address = '{Tokens.Bonk}'";

    [Fact]
    public async Task A_pause_by_sql_holds_the_token_is_recorded_and_makes_a_cycle_plan_again()
    {
        await using var harness = await StartAsync();
        var planned = await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);

        await harness.ExecuteAsync(PauseStatement, Cancel);

        var token = await FindAsync(harness);
        Assert.Equal((TokenStatus.Paused, "rumours", "rumours", planned.Revision + 1), (token.Status, token.StatusReason, token.HoldReason, token.Revision));
        Assert.StartsWith("sql", token.HeldBy, StringComparison.Ordinal);
        Assert.NotNull(token.DeactivatedAt);
        var last = (await harness.History.GetEventsAsync(0, 100, Cancel))[^1];
        Assert.Equal((LifecycleEventType.Paused, TokenStatus.Active, TokenStatus.Paused), (last.EventType, last.FromStatus, last.ToStatus));
        Assert.StartsWith("BY_HAND: sql", last.Reason, StringComparison.Ordinal);
        Assert.EndsWith("rumours", last.Reason, StringComparison.Ordinal);
        var late = await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Cycle(2, tokens: [planned with { LowScoreCycles = 1 }]), Cancel);
        Assert.Equal(CommitStatus.Conflict, late.Status);
        Assert.Equal(TokenStatus.Paused, (await FindAsync(harness)).Status);
    }

    [Fact]
    public async Task A_token_that_the_engine_paused_stays_paused_when_a_person_pauses_it_too()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1, TokenStatus.Paused), Cancel);
        var events = (await harness.History.GetEventsAsync(0, 100, Cancel)).Count;

        await harness.ExecuteAsync("UPDATE tracked_tokens SET status = 'paused'", Cancel);

        var token = await FindAsync(harness);
        Assert.StartsWith("sql", token.HeldBy, StringComparison.Ordinal);
        Assert.StartsWith("BY_HAND: sql", token.StatusReason, StringComparison.Ordinal);
        Assert.Equal(2, token.Revision);
        Assert.Equal(events, (await harness.History.GetEventsAsync(0, 100, Cancel)).Count);
    }

    [Fact]
    public async Task A_removal_by_sql_takes_the_steps_of_the_feed_and_keeps_the_token_out()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        var before = (await harness.History.GetEventsAsync(0, 100, Cancel))[^1].Id;

        await harness.ExecuteAsync("UPDATE tracked_tokens SET status = 'removed'", Cancel);

        var events = await harness.History.GetEventsAsync(before, 100, Cancel);
        Assert.Equal([LifecycleEventType.Paused, LifecycleEventType.Removed], events.Select(entry => entry.EventType));
        Assert.Equal([TokenStatus.Paused, TokenStatus.Removed], events.Select(entry => entry.ToStatus!.Value));
        Assert.StartsWith("sql", (await FindAsync(harness)).HeldBy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_comes_back_by_sql_with_the_hold_ended()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(
            harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1) with { LowScoreCycles = 2, FirstCandleAt = Plans.TimeOf(1) }, Cancel);
        await harness.ExecuteAsync(PauseStatement, Cancel);

        await harness.ExecuteAsync("UPDATE tracked_tokens SET status = 'active', held_by = NULL, hold_reason = NULL", Cancel);

        var token = await FindAsync(harness);
        Assert.Equal((TokenStatus.Active, 3, 0), (token.Status, token.Revision, token.LowScoreCycles));
        Assert.Null(token.HeldBy);
        Assert.Null(token.DeactivatedAt);
        Assert.NotNull(token.FirstCandleAt);
        Assert.StartsWith("BY_HAND: sql", token.StatusReason, StringComparison.Ordinal);
        Assert.Equal(LifecycleEventType.Resumed, (await harness.History.GetEventsAsync(0, 100, Cancel))[^1].EventType);

        await harness.ExecuteAsync("UPDATE tracked_tokens SET status = 'removed'", Cancel);
        await harness.ExecuteAsync("UPDATE tracked_tokens SET status = 'active', held_by = NULL, hold_reason = NULL", Cancel);

        Assert.Equal(LifecycleEventType.Added, (await harness.History.GetEventsAsync(0, 100, Cancel))[^1].EventType);
        Assert.True((await FindAsync(harness)).DiscoveredAt > token.DiscoveredAt);
        Assert.Null((await FindAsync(harness)).FirstCandleAt);
    }

    [Fact]
    public async Task A_configuration_by_sql_becomes_a_version_that_the_engine_leaves_alone()
    {
        await using var harness = await StartAsync();
        var planned = await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);

        await harness.ExecuteAsync("""UPDATE tracked_tokens SET strategy_config = '{"rsi_oversold": 40}'""", Cancel);

        var strategy = (await harness.Host.Strategies.GetStrategyAsync(Tokens.Bonk, Cancel))!;
        Assert.Equal((2, true), (strategy.Version, strategy.IsByHand));
        var version = (await harness.Host.Strategies.GetVersionsAsync(Tokens.Bonk, 10, Cancel))[0];
        Assert.Equal((2, true, planned.StrategyType), (version.Version, version.IsByHand, version.OldType));
        Assert.Equal(planned.StrategyConfig, version.OldConfig);
        Assert.Equal("""{"rsi_oversold": 40}""", version.StrategyConfig);
        Assert.StartsWith("sql", version.ChangedBy, StringComparison.Ordinal);
        var last = (await harness.History.GetEventsAsync(0, 100, Cancel))[^1];
        Assert.Equal(LifecycleEventType.StrategyChanged, last.EventType);
        Assert.StartsWith("STRATEGY_SET: version 2", last.Reason, StringComparison.Ordinal);
        var late = await harness.Store.CommitCycleAsync(
            harness.Epoch, Plans.Cycle(2) with { Strategies = [new(Tokens.Bonk, 1, "momentum", "9", "STRATEGY_ASSIGNED: review")] }, Cancel);
        Assert.Equal(CommitStatus.Conflict, late.Status);
        Assert.Equal(1, (await FindAsync(harness)).Revision);
    }

    [Fact]
    public async Task Figures_and_categories_by_sql_are_not_written_back_by_a_cycle_under_way()
    {
        await using var harness = await StartAsync();
        var planned = await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);

        await harness.ExecuteAsync("UPDATE tracked_tokens SET category = 'bluechip', activated_at = created_at", Cancel);

        var late = await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Cycle(2, tokens: [planned]), Cancel);
        Assert.Equal(CommitStatus.Conflict, late.Status);
        Assert.Equal((TokenCategory.Bluechip, 2), ((await FindAsync(harness)).Category, (await FindAsync(harness)).Revision));
        Assert.Equal(LifecycleEventType.Activated, (await harness.History.GetEventsAsync(0, 100, Cancel))[^1].EventType);
    }

    [Fact]
    public async Task A_row_by_sql_enters_with_a_version_and_an_event()
    {
        await using var harness = await StartAsync();

        await harness.ExecuteAsync(
            """INSERT INTO tracked_tokens (symbol, address, category, status, strategy_type, strategy_config) VALUES ('SOL', 'So1', 'bluechip', 'active', 'momentum', '{"a": 1}')""", Cancel);

        var strategy = (await harness.Host.Strategies.GetStrategyAsync("So1", Cancel))!;
        Assert.Equal((1, true), (strategy.Version, strategy.IsByHand));
        Assert.Equal("""{"a": 1}""", Assert.Single(await harness.Host.Strategies.GetVersionsAsync("So1", 10, Cancel)).StrategyConfig);
        var added = Assert.Single(await harness.History.GetEventsAsync(0, 10, Cancel));
        Assert.Equal((LifecycleEventType.Added, null, TokenStatus.Active), (added.EventType, added.FromStatus, added.ToStatus));
    }

    [Theory]
    [InlineData(TokenStatus.Paused)]
    [InlineData(TokenStatus.Removed)]
    public async Task A_row_that_sql_inserts_as_paused_or_removed_is_held_and_no_cycle_lets_it_in(TokenStatus status)
    {
        await using var harness = await StartAsync();
        var word = status.ToString().ToLowerInvariant();

        await harness.ExecuteAsync(
            $"INSERT INTO tracked_tokens (symbol, address, category, status, status_reason, strategy_type) VALUES ('SCAM', '{Tokens.Bonk}', 'emerging', '{word}', 'a rug', 'momentum')", Cancel);

        var token = await FindAsync(harness);
        Assert.Equal((status, "a rug", 1), (token.Status, token.HoldReason, token.StrategyVersion));
        Assert.StartsWith("sql", token.HeldBy, StringComparison.Ordinal);
        Assert.NotNull(token.DeactivatedAt);
        Assert.Empty(await harness.History.GetEventsAsync(0, 10, Cancel));
    }

    [Theory]
    [InlineData("UPDATE tracked_tokens SET address = 'elsewhere'", "MigrateTokenAsync")]
    [InlineData("UPDATE tracked_tokens SET strategy_config = 'null'", "ChangeStrategyAsync")]
    public async Task What_sql_cannot_do_names_what_can(string statement, string named)
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);

        var error = await Assert.ThrowsAnyAsync<DbException>(async () => await harness.ExecuteAsync(statement, Cancel));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, OperatorAct.Unpin)]
    [InlineData(true, OperatorAct.Pin)]
    public async Task A_pin_by_sql_is_recorded_like_one_by_an_operator(bool isPermanent, OperatorAct act)
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1) with { IsPermanent = !isPermanent }, Cancel);

        await harness.ExecuteAsync($"UPDATE tracked_tokens SET is_permanent = {(isPermanent ? "true" : "false")}", Cancel);

        var action = Assert.Single(await Operators.Of(harness.Host, harness).GetActionsAsync(0, 10, Cancel));
        Assert.Equal((act, Tokens.Bonk), (action.Act, action.Address));
        Assert.StartsWith("sql", action.By, StringComparison.Ordinal);
        var token = await FindAsync(harness);
        Assert.Equal((isPermanent, 2), (token.IsPermanent, token.Revision));
    }

    [Fact]
    public async Task What_the_library_writes_is_not_taken_for_a_statement_by_hand()
    {
        await using var harness = await StartAsync();
        var token = await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        var before = (await harness.History.GetEventsAsync(0, 100, Cancel)).Count;

        await harness.CommitAsync(Plans.Cycle(2, tokens: [token with { Status = TokenStatus.Paused, StatusReason = "RANK", IsPermanent = true }]), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("t1"), Cancel);
        await harness.Host.Trades.RebuildPerformanceAsync(Cancel);
        await harness.ExecuteAsync("UPDATE tracked_tokens SET trades_count = trades_count + 1, total_pnl_usd = total_pnl_usd + 1", Cancel);

        var stored = await FindAsync(harness);
        Assert.Equal((2, "RANK", null, 1), (stored.Revision, stored.StatusReason, stored.HeldBy, stored.StrategyVersion));
        Assert.Equal(before, (await harness.History.GetEventsAsync(0, 100, Cancel)).Count);
        Assert.Empty(await Operators.Of(harness.Host, harness).GetActionsAsync(0, 10, Cancel));
    }

    private static async Task<TrackedToken> FindAsync(StoreHarness harness) => (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!;
}
