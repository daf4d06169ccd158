using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>Maintenance: room for cycles to come, and an end to history without an end to facts.</summary>
public abstract class MaintenanceConformance : StoreConformance
{
    private static readonly DateTimeOffset March = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Histories = ["token_scores", "candidate_rejections", "cycle_inputs", "shadow_scores"];
    private static readonly string[] Facts = ["discovery_snapshots", "tracked_tokens", "token_lifecycle_events", "trade_closes", "strategy_config_versions"];

    /// <summary>Gets whether history goes by whole months, so that rows of a month that is kept in part stay.</summary>
    protected virtual bool DropsWholeMonths => false;

    /// <summary>Gets whether who runs cycles may also drop history.</summary>
    protected virtual bool RunningMayDrop => true;

    [Fact]
    public async Task History_before_the_time_is_dropped_and_the_edge_stays()
    {
        await using var harness = await StartAsync();
        var old = await CommitAtAsync(harness, March.AddMilliseconds(-1), "old");
        var edge = await CommitAtAsync(harness, March, "edge");
        await CommitAtAsync(harness, March.AddDays(40), "new");

        var result = await DropAsync(harness, March);

        Assert.True(result.IsPermitted);
        Assert.NotEmpty(result.Dropped);
        Assert.Empty(await harness.History.GetScoresAsync(old, Cancel));
        Assert.Empty(await harness.History.GetRejectionsAsync(old, Cancel));
        Assert.True((await harness.History.GetCycleInputAsync(old, Cancel)).IsEmpty);
        Assert.Empty(await harness.History.GetScoreHistoryAsync("old", DateTimeOffset.UnixEpoch, March.AddYears(1), Cancel));
        Assert.Equal("edge", Assert.Single(await harness.History.GetScoresAsync(edge, Cancel)).TokenAddress);
        Assert.Equal(
            ["", "edge", "new"],
            (await harness.History.GetCyclesAsync(DateTimeOffset.UnixEpoch, March.AddYears(1), 10, Cancel))
                .Select(static cycle => string.Join(' ', cycle.ShadowScores.Select(static row => row.TokenAddress))));
        Assert.Single(await harness.History.GetRejectionsAsync(edge, Cancel));
        Assert.False((await harness.History.GetCycleInputAsync(edge, Cancel)).IsEmpty);
        foreach (var table in Histories)
        {
            Assert.Equal(2, await harness.CountAsync(table, Cancel));
        }
    }

    [Fact]
    public async Task Snapshots_tokens_events_trades_and_strategies_are_never_dropped()
    {
        await using var harness = await StartAsync();
        var old = await CommitAtAsync(harness, March.AddDays(-20), "old");
        await harness.ExecuteAsync(
            """
            INSERT INTO trade_closes (trade_id, token_address, strategy_type, pnl_usd, opened_at, closed_at)
            VALUES ('t1', 'old', 'momentum', 1.25, '2026-02-01T00:00:00.000Z', '2026-02-01T01:00:00.000Z')
            """,
            Cancel);

        await DropAsync(harness, March.AddYears(5));

        foreach (var table in Facts)
        {
            Assert.Equal(1, await harness.CountAsync(table, Cancel));
        }

        Assert.Equal(old, (await harness.History.FindSnapshotAsync(March.AddDays(-20), Cancel))!.Id);
        Assert.Single(await harness.History.GetEventsOfCycleAsync(old, Cancel));
    }

    [Fact]
    public async Task A_time_within_a_month_drops_nothing_that_is_younger()
    {
        await using var harness = await StartAsync();
        await CommitAtAsync(harness, March.AddDays(9), "old");
        var young = await CommitAtAsync(harness, March.AddDays(10), "young");

        await DropAsync(harness, March.AddDays(10));

        Assert.Single(await harness.History.GetScoresAsync(young, Cancel));
        foreach (var table in Histories)
        {
            Assert.InRange(await harness.CountAsync(table, Cancel), 1, DropsWholeMonths ? 2 : 1);
        }
    }

    [Fact]
    public async Task What_is_dropped_once_is_not_dropped_again_and_nothing_is_no_error()
    {
        await using var harness = await StartAsync();
        Assert.Empty((await DropAsync(harness, March)).Dropped);
        await CommitAtAsync(harness, March.AddDays(-1), "old");

        Assert.NotEmpty((await DropAsync(harness, March)).Dropped);
        Assert.Empty((await DropAsync(harness, March)).Dropped);
    }

    [Fact]
    public async Task After_a_drop_the_next_cycle_plans_on_the_same_state_and_commits()
    {
        await using var harness = await StartAsync();
        await CommitAtAsync(harness, March.AddDays(-1), "old");
        await CommitAtAsync(harness, March.AddDays(1), "new");
        var query = new CycleStateQuery(March, 3);
        var before = await harness.Store.LoadCycleStateAsync(query, Cancel);

        await DropAsync(harness, March);

        var after = await harness.Store.LoadCycleStateAsync(query, Cancel);
        Assert.Equal(2, after.Tokens.Count);
        Assert.Equal(before.Tokens, after.Tokens);
        Assert.Equal((before.LastCycle, before.PeakLiquidityUsd.Count), (after.LastCycle, after.PeakLiquidityUsd.Count));
        var next = await CommitAtAsync(harness, March.AddDays(2), "next");
        Assert.Single(await harness.History.GetScoresAsync(next, Cancel));
    }

    [Fact]
    public async Task Who_runs_cycles_drops_history_or_is_told_that_it_is_another_role_s_work()
    {
        await using var harness = await StartAsync();
        await CommitAtAsync(harness, March.AddDays(-1), "old");

        var result = await harness.Host.Maintenance.DropHistoryAsync(March, Cancel);

        Assert.Equal(RunningMayDrop, result.IsPermitted);
        Assert.Equal(RunningMayDrop ? 0 : 1, await harness.CountAsync("token_scores", Cancel));
        Assert.Equal(RunningMayDrop, result.Dropped.Count > 0);
    }

    [Fact]
    public async Task Room_is_made_for_any_time_as_often_as_asked_and_from_several_hosts_at_once()
    {
        await using var harness = await StartAsync();
        await using var other = await harness.OpenHostAsync(Cancel);
        StoreHost[] hosts = [harness.Host, other];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(index => Task.Run(
            async () => await hosts[index % 2].Maintenance.PrepareAsync(March.AddMonths(index / 4), Cancel), Cancel)));

        var id = await CommitAtAsync(harness, March.AddMonths(2), "later");
        Assert.Single(await harness.History.GetScoresAsync(id, Cancel));
    }

    [Fact]
    public async Task Pauses_between_cycles_are_found_newest_first_up_to_a_time()
    {
        await using var harness = await StartAsync();
        foreach (var hours in new double[] { 0, 26, 27, 400 * 24, 50, 73.5 })
        {
            await CommitAtAsync(harness, March.AddHours(hours), FormattableString.Invariant($"token{hours}"));
        }

        var day = TimeSpan.FromDays(1);
        var all = await harness.Host.Maintenance.FindPausesAsync(March.AddYears(2), day, Cancel);
        if (all is null)
        {
            // A store may not be able to tell.
            return;
        }

        Assert.Equal(
            [new CyclePause(March.AddHours(73.5), March.AddDays(400)), new CyclePause(March, March.AddHours(26))],
            all.Select(static pause => new CyclePause(pause.From, pause.To)));
        Assert.Equal(March.AddHours(26), Assert.Single((await harness.Host.Maintenance.FindPausesAsync(March.AddDays(399), day, Cancel))!).To);
        Assert.Empty((await harness.Host.Maintenance.FindPausesAsync(March.AddHours(25), day, Cancel))!);
    }

    private static async Task<RetentionResult> DropAsync(StoreHarness harness, DateTimeOffset keepFrom)
    {
        await using var host = await harness.OpenRetentionAsync(Cancel);
        return await host.Maintenance.DropHistoryAsync(keepFrom, Cancel);
    }

    private static async Task<long> CommitAtAsync(StoreHarness harness, DateTimeOffset time, string address)
    {
        await harness.Host.Maintenance.PrepareAsync(time, Cancel);
        var plan = Plans.Full(1, address);
        return (await harness.CommitAsync(plan with { Snapshot = plan.Snapshot with { CycleTimestamp = time } }, Cancel)).SnapshotId;
    }
}
