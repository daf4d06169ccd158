using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>A token that goes on under another address: its row moves, its history is found from every address, its trades count once.</summary>
public abstract partial class MigrationConformance : StoreConformance
{
    private const string New = "NewAddress1";

    [Fact]
    public async Task The_row_moves_with_all_it_has_and_history_is_found_from_both_addresses()
    {
        await using var harness = await StartAsync();
        var token = Tokens.Everything(Tokens.Bonk, 1);
        await harness.CommitAsync(Plans.Cycle(1, [Plans.Score(Tokens.Bonk)], [Plans.Rejection("other")], [token]), Cancel);
        await harness.CommitAsync(Plans.Cycle(2, rejections: [Plans.Rejection(Tokens.Bonk)]), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("before"), Cancel);
        var stored = (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!;

        var answer = await Operators.Of(harness.Host, harness).MigrateTokenAsync(Tokens.Bonk, New, Operators.Note(), Cancel);

        Assert.Equal(OperatorStatus.Applied, answer.Status);
        Assert.Equal(stored with { Address = New, Revision = stored.Revision + 1, UpdatedAt = Plans.Start }, answer.Token);
        Assert.Equal(answer.Token, await harness.Store.FindAsync(New, Cancel));
        Assert.Null(await harness.Store.FindAsync(Tokens.Bonk, Cancel));
        var happened = Assert.Single(answer.Events);
        Assert.Equal((LifecycleEventType.Migrated, Tokens.Bonk, New), (happened.EventType, happened.TokenAddress, happened.MigratedTo));
        Assert.Equal(New, (await harness.Store.LoadCycleStateAsync(new(Plans.Start, 0), Cancel)).Migrations[Tokens.Bonk]);

        await harness.CommitAsync(Plans.Cycle(3, [Plans.Score(New)]), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("late", Tokens.Bonk), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("after", New), Cancel);
        foreach (var address in new[] { Tokens.Bonk, New })
        {
            var history = harness.History;
            Assert.Equal([New, Tokens.Bonk], (await history.GetScoreHistoryAsync(address, Plans.Start, Plans.TimeOf(9), Cancel)).Select(static entry => entry.Score.TokenAddress));
            Assert.Equal(Tokens.Bonk, (await history.GetScoreAsOfAsync(address, Plans.TimeOf(2), Cancel))?.Score.TokenAddress);
            Assert.Equal(New, (await history.GetScoreAsOfAsync(address, Plans.TimeOf(3), Cancel))?.Score.TokenAddress);
            Assert.Equal(Tokens.Bonk, Assert.Single(await history.GetRejectionHistoryAsync(address, Plans.Start, Plans.TimeOf(9), Cancel)).Rejection.TokenAddress);
            Assert.Contains(happened, await history.GetEventHistoryAsync(address, Plans.Start, Plans.TimeOf(9), Cancel));
            Assert.Equal(["after", "before", "late"], (await harness.Host.Trades.GetClosesAsync(address, Trades.Day, Trades.Day.AddDays(1), Cancel)).Select(static close => close.TradeId).Order());
            Assert.Equal(3, (await harness.Host.Analytics.GetDailyPerformanceAsync(address, Trades.Day, Trades.Day.AddDays(1), Cancel)).Sum(static day => day.TradesCount));
        }

        Assert.Equal(3, (await Trades.CountersAsync(harness, New, Cancel)).TradesCount);
    }

    [Fact]
    public async Task Trades_that_the_new_address_had_before_count_from_then_on_as_a_rebuild_would_count_them()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("old", Tokens.Bonk, 1.11m), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("early", New, -2.22m), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("next day", New, 3.33m, hour: 30), Cancel);
        await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close("somebody's", Tokens.Wif, 4m), Cancel);

        await Operators.Of(harness.Host, harness).MigrateTokenAsync(Tokens.Bonk, New, Operators.Note(), Cancel);

        Assert.Equal(new TradeTotals(3, 2, 2.22m), await Trades.CountersAsync(harness, New, Cancel));
        var book = await Trades.BookAsync(harness, Cancel);
        await harness.Host.Trades.RebuildPerformanceAsync(Cancel);
        Assert.Equal(book, await Trades.BookAsync(harness, Cancel));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_by_name_and_a_migration_sent_again_is_no_second_one()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        await Operators.TrackAsync(harness, 2, Tokens.New(Tokens.Wif, "WIF", 2, TokenStatus.Removed), Cancel);
        var people = Operators.Of(harness.Host, harness);

        var taken = await people.MigrateTokenAsync(Tokens.Bonk, Tokens.Wif, Operators.Note(), Cancel);
        Assert.Equal(OperatorRefusal.TargetTracked, taken.Refusal);
        Assert.Contains($"BONK ({Tokens.Bonk})", taken.Message, StringComparison.Ordinal);
        Assert.Contains($"WIF ({Tokens.Wif})", taken.Message, StringComparison.Ordinal);
        Assert.Equal(OperatorRefusal.Circle, (await people.MigrateTokenAsync(Tokens.Bonk, Tokens.Bonk, Operators.Note(), Cancel)).Refusal);
        Assert.Equal(OperatorRefusal.NotTracked, (await people.MigrateTokenAsync("nobody", New, Operators.Note(), Cancel)).Refusal);

        await people.MigrateTokenAsync(Tokens.Bonk, New, Operators.Note("m"), Cancel);
        Assert.Equal((OperatorStatus.Applied, New), await AgainAsync("m"));
        Assert.Equal((OperatorStatus.Unchanged, New), await AgainAsync(null));
        Assert.Equal(OperatorRefusal.Circle, (await people.MigrateTokenAsync(New, Tokens.Bonk, Operators.Note(), Cancel)).Refusal);
        Assert.Equal(OperatorRefusal.Circle, (await people.MigrateTokenAsync(Tokens.Wif, Tokens.Bonk, Operators.Note(), Cancel)).Refusal);
        var moved = await people.PauseAsync(Tokens.Bonk, Operators.Note(), Cancel);
        Assert.Equal((OperatorRefusal.Moved, $"{Tokens.Bonk} moved to {New}; use that address."), (moved.Refusal, moved.Message));
        Assert.Equal([TradeBlock.Moved, TradeBlock.NoRecentCycle], await BlocksAsync());
        Assert.Equal(1, await harness.CountAsync("token_migrations", Cancel));

        async Task<IEnumerable<TradeBlock>> BlocksAsync()
        {
            harness.Clock.SetUtcNow(Plans.TimeOf(9));
            return (await people.MayTradeAsync(Tokens.Bonk, Cancel)).Reasons.Select(static reason => reason.Block);
        }

        async Task<(OperatorStatus, string)> AgainAsync(string? requestId)
        {
            var answer = await people.MigrateTokenAsync(Tokens.Bonk, New, Operators.Note(requestId), Cancel);
            return (answer.Status, answer.Token!.Address);
        }
    }

    [Fact]
    public async Task A_chain_of_three_keeps_its_history_and_an_open_position_under_any_of_them_keeps_the_token()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New("first", "T", 1), Cancel);
        var people = Operators.Of(harness.Host, harness, ("first", PositionState.Open));
        await people.MigrateTokenAsync("first", "second", Operators.Note(), Cancel);
        await people.MigrateTokenAsync("second", "third", Operators.Note(), Cancel);

        Assert.Equal(["first", "second", "third"], (await harness.Host.LifecycleStore.GetAddressesAsync("second", Cancel)).Order(StringComparer.Ordinal));
        Assert.Equal("third", (await people.MayTradeAsync("first", Cancel)).MovedTo);
        Assert.Equal(OperatorRefusal.PositionOpen, (await people.RemoveAsync("third", Operators.Note(), cancellationToken: Cancel)).Refusal);
    }

    [Fact]
    public async Task A_plan_for_the_old_address_conflicts_and_a_plan_that_adds_the_new_one_too()
    {
        await using var harness = await StartAsync();
        var planned = await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        await Operators.Of(harness.Host, harness).MigrateTokenAsync(Tokens.Bonk, New, Operators.Note(), Cancel);

        Assert.Equal(CommitStatus.Conflict, (await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Cycle(2, tokens: [planned]), Cancel)).Status);
        Assert.Equal(CommitStatus.Conflict, (await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Cycle(2, tokens: [Tokens.New(New, "BONK", 2)]), Cancel)).Status);
    }

    [Fact]
    public async Task Trades_that_arrive_while_their_token_moves_are_all_counted()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New("a0", "T", 1), Cancel);
        var people = Operators.Of(harness.Host, harness);
        var trading = Task.WhenAll(Enumerable.Range(0, 3).Select(caller => Task.Run(() => TradeAsync(caller), Cancel)));
        for (var step = 0; step < 3; step++)
        {
            Assert.Equal(OperatorStatus.Applied, (await people.MigrateTokenAsync($"a{step}", $"a{step + 1}", Operators.Note(), Cancel)).Status);
        }

        await trading;
        Assert.Equal(new TradeTotals(60, 60, 60m), await Trades.CountersAsync(harness, "a3", Cancel));
        var book = await Trades.BookAsync(harness, Cancel);
        await harness.Host.Trades.RebuildPerformanceAsync(Cancel);
        Assert.Equal(book, await Trades.BookAsync(harness, Cancel));

        async Task TradeAsync(int caller)
        {
            await using var host = await harness.OpenHostAsync(Cancel);
            for (var trade = 0; trade < 20; trade++)
            {
                Assert.Equal(TradeCloseStatus.Recorded, (await host.Trades.RecordTradeClosedAsync(Trades.Close($"{caller}-{trade}", $"a{trade % 4}", 1m), Cancel)).Status);
            }
        }
    }
}
