using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>A token that a person starts tracking: active at once, whatever its rank, and for cycles like every other token.</summary>
public abstract partial class OperatorConformance
{
    [Fact]
    public async Task A_track_writes_an_active_token_with_event_record_and_first_strategy()
    {
        await using var harness = await StartAsync();
        var people = Operators.Of(harness.Host, harness);

        var tracked = await people.TrackAsync(Tokens.Bonk, Operators.Note(), "BONK", cancellationToken: Cancel);

        Assert.Equal((OperatorStatus.Applied, "BONK is tracked."), (tracked.Status, tracked.Message));
        var token = (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!;
        Assert.Equal(token, tracked.Token);
        Assert.Equal((TokenStatus.Active, "BY_HAND: alice: rumours", TokenCategory.Emerging), (token.Status, token.StatusReason, token.Category));
        Assert.Equal(("aggressive_momentum", 1, false), (token.StrategyType, token.StrategyVersion, token.StrategyByHand));
        Assert.Equal((Plans.Start, Plans.Start, Plans.Start, 1), (token.DiscoveredAt, token.CreatedAt, token.UpdatedAt, token.Revision));
        Assert.Equal((false, null, null, null), (token.IsPermanent, token.HeldBy, token.LastScoredAt, token.ActivatedAt));
        var added = Assert.Single(tracked.Events);
        Assert.Equal((LifecycleEventType.Added, null, TokenStatus.Active, null), (added.EventType, added.FromStatus, added.ToStatus, added.SnapshotId));
        Assert.Equal([added], await harness.History.GetEventsAsync(0, 10, Cancel));
        Assert.Equal("aggressive_momentum", Assert.Single(await harness.Host.Strategies.GetVersionsAsync(Tokens.Bonk, 10, Cancel)).StrategyType);
        var record = Assert.Single(await people.GetActionsAsync(0, 10, Cancel));
        Assert.Equal((OperatorAct.Track, Tokens.Bonk, "alice", "rumours"), (record.Act, record.Address, record.By, record.Reason));

        // The next cycle plans on it.
        var state = await harness.Store.LoadCycleStateAsync(new CycleStateQuery(Plans.Start.AddHours(-1), 3), Cancel);
        Assert.Equal([token], state.Tokens);
        await harness.CommitAsync(Plans.Cycle(1, tokens: [token with { StatusCycles = 1 }]), Cancel);

        Assert.Equal(OperatorStatus.Unchanged, (await people.TrackAsync(Tokens.Bonk, Operators.Note(), cancellationToken: Cancel)).Status);
        Assert.Equal(1, await harness.CountAsync("operator_actions", Cancel));
    }

    [Fact]
    public async Task A_track_is_refused_of_a_token_that_is_paused_that_an_operator_removed_or_that_moved()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        await Operators.TrackAsync(harness, 2, Tokens.New(Tokens.Wif, "WIF", 2), Cancel);
        var people = Operators.Of(harness.Host, harness);
        await people.PauseAsync(Tokens.Bonk, Operators.Note(), Cancel);

        var paused = await TrackAsync(people, Tokens.Bonk);
        Assert.Equal((OperatorRefusal.Status, true), (paused.Refusal, paused.Allowed.Contains(OperatorAct.Resume)));

        await people.RemoveAsync(Tokens.Bonk, Operators.Note(), cancellationToken: Cancel);
        var removed = await TrackAsync(people, Tokens.Bonk);
        Assert.Equal(OperatorRefusal.Status, removed.Refusal);
        Assert.EndsWith("is removed, and track is not allowed then: alice removed it (rumours); allow it first.", removed.Message, StringComparison.Ordinal);
        Assert.Contains(OperatorAct.Allow, removed.Allowed);
        Assert.DoesNotContain(OperatorAct.Track, removed.Allowed);

        await people.MigrateTokenAsync(Tokens.Wif, "Moved", Operators.Note(), Cancel);
        Assert.Equal(OperatorRefusal.Moved, (await TrackAsync(people, Tokens.Wif)).Refusal);
        Assert.Equal(3, await harness.CountAsync("operator_actions", Cancel));

        await people.AllowAsync(Tokens.Bonk, Operators.Note(), Cancel);
        Assert.Equal(TokenStatus.Active, (await TrackAsync(people, Tokens.Bonk)).Token!.Status);
    }

    [Fact]
    public async Task A_token_that_the_engine_removed_returns_anew_with_its_strategy_and_a_plan_made_before_is_a_conflict()
    {
        await using var harness = await StartAsync();
        var planned = await Operators.TrackAsync(
            harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1, TokenStatus.Removed) with { StrategyType = "own", FirstCandleAt = Plans.Start }, Cancel);

        var tracked = await TrackAsync(Operators.Of(harness.Host, harness), Tokens.Bonk);

        Assert.Equal((LifecycleEventType.Added, TokenStatus.Removed), (tracked.Events[0].EventType, tracked.Events[0].FromStatus));
        Assert.Equal(("BONK", "own", null, planned.Revision + 1), (tracked.Token!.Symbol, tracked.Token.StrategyType, tracked.Token.FirstCandleAt, tracked.Token.Revision));
        var late = await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Cycle(2, tokens: [planned with { Status = TokenStatus.Active }]), Cancel);
        Assert.Equal(CommitStatus.Conflict, late.Status);
    }

    [Fact]
    public async Task A_track_during_a_cycle_is_a_conflict_for_a_plan_that_adds_the_token_and_is_kept_by_every_other()
    {
        await using var harness = await StartAsync();
        await TrackAsync(Operators.Of(harness.Host, harness), Tokens.Bonk);

        var adds = await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Cycle(1, tokens: [Tokens.New(Tokens.Bonk, "OTHER", 1)]), Cancel);
        await harness.CommitAsync(Plans.Cycle(2, tokens: [Tokens.New(Tokens.Wif, "WIF", 2)]), Cancel);

        Assert.Equal(CommitStatus.Conflict, adds.Status);
        var token = (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!;
        Assert.Equal(("DezXAZ8z", TokenStatus.Active, 1), (token.Symbol, token.Status, token.Revision));
        Assert.Equal(1, await harness.CountAsync("token_lifecycle_events", Cancel));
    }

    [Fact]
    public async Task One_track_from_three_hosts_at_once_is_done_once_and_so_are_three_of_their_own()
    {
        await using var harness = await StartAsync();
        await using var second = await harness.OpenHostAsync(Cancel);
        await using var third = await harness.OpenHostAsync(Cancel);
        StoreHost[] hosts = [harness.Host, second, third];

        foreach (var (address, request) in new[] { (Tokens.Bonk, "once"), (Tokens.Wif, (string?)null) })
        {
            var answers = await Task.WhenAll(hosts.Select(host => Task.Run(
                async () => await Operators.Of(host, harness).TrackAsync(address, Operators.Note(request), cancellationToken: Cancel), Cancel)));

            Assert.Equal(request is null ? 1 : 3, answers.Count(static answer => answer.Status == OperatorStatus.Applied));
            Assert.DoesNotContain(answers, static answer => answer.Status == OperatorStatus.Refused);
            Assert.Single(answers.SelectMany(static answer => answer.Events));
        }

        Assert.Equal(2, await harness.CountAsync("operator_actions", Cancel));
        Assert.Equal(2, await harness.CountAsync("tracked_tokens", Cancel));
        Assert.Equal(2, await harness.CountAsync("strategy_config_versions", Cancel));
    }

    [Fact]
    public async Task Trades_that_were_recorded_before_count_from_the_track_on()
    {
        await using var harness = await StartAsync();
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("early", pnlUsd: 7m), Cancel);

        var tracked = await TrackAsync(Operators.Of(harness.Host, harness), Tokens.Bonk);

        Assert.Equal((1, 1, 7m), (tracked.Token!.TradesCount, tracked.Token.WinCount, tracked.Token.TotalPnlUsd));
        Assert.Equal(0, await harness.CountAsync("trade_closes WHERE token_category IS NULL", Cancel));
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("late", pnlUsd: 1m), Cancel);
        Assert.Equal(8m, (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!.TotalPnlUsd);
    }

    private static ValueTask<OperatorResult> TrackAsync(ITokenLifecycle people, string address) =>
        people.TrackAsync(address, Operators.Note(), cancellationToken: Cancel);
}
