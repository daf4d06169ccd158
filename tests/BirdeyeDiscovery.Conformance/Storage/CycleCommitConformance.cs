using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>The cycle commit: all or nothing, once, fenced, and never over somebody else's change.</summary>
public abstract class CycleCommitConformance : StoreConformance
{
    private static readonly string[] Tables =
        ["discovery_snapshots", "token_scores", "candidate_rejections", "tracked_tokens", "token_lifecycle_events", "cycle_inputs", "shadow_scores"];

    [Fact]
    public async Task A_commit_writes_all_of_the_plan()
    {
        await using var harness = await StartAsync();

        var result = await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel);

        Assert.Equal(CommitStatus.Committed, result.Status);
        Assert.True(result.SnapshotId > 0);
        foreach (var table in Tables)
        {
            Assert.Equal(1, await harness.CountAsync(table, Cancel));
        }
    }

    [Fact]
    public async Task A_row_that_cannot_be_stored_leaves_nothing_of_its_cycle()
    {
        await using var harness = await StartAsync();
        var full = Plans.Full(1);
        var broken = Plans.Cycle(1, [.. full.Scores, Plans.Score(Tokens.Wif), Plans.Score(Tokens.Bonk)], full.Rejections, full.Tokens, full.Events, input: [1]);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.Store.CommitCycleAsync(harness.Epoch, broken, Cancel));

        Assert.Equal((false, true), (error.IsTransient, error.IsDefect));
        await AssertEmptyAsync(harness);
        await harness.CommitAsync(full, Cancel);
    }

    [Fact]
    public async Task An_impossible_value_leaves_nothing_of_its_cycle()
    {
        await using var harness = await StartAsync();
        var full = Plans.Full(1);
        var broken = full with { Scores = [full.Scores[0] with { TotalScore = 100.01m }] };

        await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.Store.CommitCycleAsync(harness.Epoch, broken, Cancel));

        await AssertEmptyAsync(harness);
    }

    [Fact]
    public async Task An_impossible_shadow_score_or_two_of_one_token_leave_nothing_of_their_cycle()
    {
        await using var harness = await StartAsync();
        var full = Plans.Full(1);
        ShadowScoreRecord[][] impossible =
        [
            [full.ShadowScores[0] with { TotalScore = 100.01m }],
            [full.ShadowScores[0], full.ShadowScores[0] with { TotalScore = 1m }],
        ];

        foreach (var shadows in impossible)
        {
            await Assert.ThrowsAsync<DiscoveryStoreException>(
                async () => await harness.Store.CommitCycleAsync(harness.Epoch, full with { ShadowScores = shadows }, Cancel));

            await AssertEmptyAsync(harness);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 1)]
    public async Task A_snapshot_that_counts_other_rows_than_the_plan_has_is_refused(int scored, int rejected)
    {
        await using var harness = await StartAsync();
        var full = Plans.Full(1);
        var broken = full with { Snapshot = full.Snapshot with { ScoredCount = scored, RejectedCount = rejected } };

        await Assert.ThrowsAsync<ArgumentException>(async () => await harness.Store.CommitCycleAsync(harness.Epoch, broken, Cancel));

        await AssertEmptyAsync(harness);
    }

    [Fact]
    public async Task The_counts_of_a_snapshot_are_those_of_its_rows()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);
        await harness.CommitAsync(Plans.Cycle(2, [Plans.Score("a"), Plans.Score("b")], [Plans.Rejection("c"), Plans.Rejection("c"), Plans.Rejection("d")]), Cancel);
        await harness.CommitAsync(Plans.Cycle(3, outcome: CycleOutcome.Failed), Cancel);

        Assert.Empty(await harness.QueryRowsAsync(
            """
            SELECT id FROM discovery_snapshots d
            WHERE scored_count <> (SELECT count(*) FROM token_scores s WHERE s.snapshot_id = d.id)
                OR rejected_count <> (SELECT count(*) FROM candidate_rejections r WHERE r.snapshot_id = d.id)
            """,
            Cancel));
        Assert.Equal(3, await harness.CountAsync("token_scores", Cancel));
        Assert.Equal(4, await harness.CountAsync("candidate_rejections", Cancel));
    }

    [Fact]
    public async Task The_same_cycle_time_twice_changes_nothing()
    {
        await using var harness = await StartAsync();
        var first = await harness.CommitAsync(Plans.Full(1), Cancel);
        var other = Plans.Cycle(1, [Plans.Score("x"), Plans.Score("y")], tokens: [Tokens.New("x", "X", 1)]);

        foreach (var plan in new[] { Plans.Full(1), other })
        {
            var again = await harness.Store.CommitCycleAsync(harness.Epoch, plan, Cancel);

            Assert.Equal((CommitStatus.AlreadyCommitted, first.SnapshotId), (again.Status, again.SnapshotId));
            Assert.Empty(again.Events);
        }

        foreach (var table in Tables)
        {
            Assert.Equal(1, await harness.CountAsync(table, Cancel));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Another_epoch_than_the_current_one_is_fenced(int difference)
    {
        await using var harness = await StartAsync();

        var result = await harness.Store.CommitCycleAsync(harness.Epoch + difference, Plans.Full(1), Cancel);

        Assert.Equal((CommitStatus.Fenced, 0L), (result.Status, result.SnapshotId));
        await AssertEmptyAsync(harness);
    }

    [Fact]
    public async Task A_plan_made_on_an_older_revision_is_a_conflict_and_writes_nothing()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);
        var stale = (await harness.Store.GetTokensAsync([], Cancel))[0];
        await harness.CommitAsync(Plans.Cycle(2, tokens: [stale with { Status = TokenStatus.Paused }]), Cancel);

        var result = await harness.Store.CommitCycleAsync(
            harness.Epoch,
            Plans.Cycle(3, [Plans.Score("s")], [Plans.Rejection("r")], [Tokens.New("new", "NEW", 3), stale], [Plans.Event("new", LifecycleEventType.Added, 3)]),
            Cancel);

        Assert.Equal((CommitStatus.Conflict, 0L), (result.Status, result.SnapshotId));
        Assert.Empty(result.Events);
        Assert.Equal(2, await harness.CountAsync("discovery_snapshots", Cancel));
        Assert.Equal(1, await harness.CountAsync("token_scores", Cancel));
        Assert.Equal(TokenStatus.Paused, Assert.Single(await harness.Store.GetTokensAsync([], Cancel)).Status);
    }

    [Fact]
    public async Task A_token_to_insert_that_is_there_already_is_a_conflict()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);

        var result = await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Full(2), Cancel);

        Assert.Equal(CommitStatus.Conflict, result.Status);
        Assert.Equal(1, await harness.CountAsync("discovery_snapshots", Cancel));
    }

    [Fact]
    public async Task A_token_to_update_that_is_not_there_is_a_conflict()
    {
        await using var harness = await StartAsync();

        var result = await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Cycle(1, tokens: [Tokens.New("a", "A", 1) with { Revision = 4 }]), Cancel);

        Assert.Equal(CommitStatus.Conflict, result.Status);
        await AssertEmptyAsync(harness);
    }

    [Fact]
    public async Task A_cycle_never_writes_trade_counters_nor_the_strategy_of_a_stored_token()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);
        await harness.ExecuteAsync(
            $"UPDATE tracked_tokens SET trades_count = 5, win_count = 3, total_pnl_usd = '123.45', strategy_config = '7', strategy_type = 'by_hand' WHERE address = '{Tokens.Bonk}'",
            Cancel);
        var planned = (await harness.Store.GetTokensAsync([], Cancel))[0] with
        {
            TradesCount = 9,
            WinCount = 9,
            TotalPnlUsd = -1m,
            StrategyConfig = "8",
            StrategyType = "by_cycle",
            CreatedAt = Plans.TimeOf(9),
            Status = TokenStatus.Removed,
        };

        await harness.CommitAsync(Plans.Cycle(2, tokens: [planned]), Cancel);

        var stored = (await harness.Store.GetTokensAsync([], Cancel))[0];
        Assert.Equal((5, 3, 123.45m, "7", "by_hand"), (stored.TradesCount, stored.WinCount, stored.TotalPnlUsd, stored.StrategyConfig, stored.StrategyType));
        Assert.Equal((Plans.TimeOf(1), Plans.TimeOf(2)), (stored.CreatedAt, stored.UpdatedAt));
    }

    [Fact]
    public async Task A_removed_token_that_returns_keeps_its_trades_and_gets_the_strategy_that_the_plan_gives_it_besides()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, tokens: [Tokens.New(Tokens.Bonk, "BONK", 1, TokenStatus.Removed)]), Cancel);
        await harness.ExecuteAsync(
            "UPDATE tracked_tokens SET trades_count = 2, win_count = 1, total_pnl_usd = '-0.07', strategy_config = '7', strategy_version = strategy_version + 1", Cancel);
        var stored = (await harness.Store.GetTokensAsync([], Cancel))[0];

        await harness.CommitAsync(
            Plans.Cycle(2, tokens: [stored with { Status = TokenStatus.Active, Category = TokenCategory.Bluechip, StrategyType = "no", StrategyConfig = "8" }]) with
            {
                Strategies = [new(Tokens.Bonk, stored.StrategyVersion, "momentum", "9", "STRATEGY_ASSIGNED: returned")],
            },
            Cancel);

        var returned = (await harness.Store.GetTokensAsync([], Cancel))[0];
        Assert.Equal(("momentum", "9", 2, 1, -0.07m), (returned.StrategyType, returned.StrategyConfig, returned.TradesCount, returned.WinCount, returned.TotalPnlUsd));
        Assert.Equal(stored.Id, returned.Id);
    }

    [Fact]
    public async Task A_paused_token_that_resumes_keeps_its_strategy_type()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, tokens: [Tokens.New(Tokens.Bonk, "BONK", 1, TokenStatus.Paused)]), Cancel);
        var stored = (await harness.Store.GetTokensAsync([], Cancel))[0];

        await harness.CommitAsync(Plans.Cycle(2, tokens: [stored with { Status = TokenStatus.Active, StrategyType = "momentum" }]), Cancel);

        Assert.Equal("aggressive_momentum", (await harness.Store.GetTokensAsync([], Cancel))[0].StrategyType);
    }

    [Fact]
    public async Task Of_many_commits_of_one_cycle_at_once_one_is_stored()
    {
        await using var harness = await StartAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel), Cancel)));

        Assert.Single(results, result => result.Status == CommitStatus.Committed);
        Assert.Equal(7, results.Count(result => result.Status == CommitStatus.AlreadyCommitted));
        Assert.Single(results.Select(result => result.SnapshotId).Distinct());
    }

    private static async Task AssertEmptyAsync(StoreHarness harness)
    {
        foreach (var table in Tables)
        {
            Assert.Equal(0, await harness.CountAsync(table, Cancel));
        }
    }
}
