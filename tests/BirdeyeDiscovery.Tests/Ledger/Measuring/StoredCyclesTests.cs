using BirdeyeDiscovery.Ledger;
using NSubstitute;

namespace BirdeyeDiscovery.Tests.Ledger.Measuring;

public sealed class StoredCyclesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stored_cycle_is_observed_with_its_scores_and_the_prices_of_its_rejections()
    {
        var history = Substitute.For<IDiscoveryHistory>();
        history.GetCyclesAsync(default, default, default, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(
            [Stored(0, [Score("kept", ScoreAction.Keep), Score("left", ScoreAction.Remove)], [Rejection("thin", 800), Rejection("kept", 5)]), Stored(1, [], [])]);

        var cycle = Assert.Single(await ScoreEvaluation.ReadAsync(history, Table.Start, Table.Start.AddDays(1), Cancel).ToListAsync(Cancel));

        Assert.Equal((Table.Start, "1.0", "hash"), (cycle.Timestamp, cycle.ScoreVersion, cycle.OptionsHash));
        Assert.Equal(
            [
                new ObservedToken { Address = "kept", Total = 70, Momentum = 10, Flow = 50, IsTracked = true, PriceUsd = 2, LiquidityUsd = 9000 },
                new ObservedToken { Address = "left", Total = 70, Momentum = 10, Flow = 50, PriceUsd = 2, LiquidityUsd = 9000 },
                new ObservedToken { Address = "thin", PriceUsd = .5, LiquidityUsd = 800 },
            ],
            cycle.Tokens);
    }

    [Fact]
    public async Task Shadow_scores_come_with_their_cycle()
    {
        var history = Substitute.For<IDiscoveryHistory>();
        var row = new ShadowScoreRecord { TokenAddress = "kept", Scorer = "depth", ScorerVersion = "1", OptionsHash = "x", TotalScore = 12.5m };
        var stored = Stored(0, [Score("kept", ScoreAction.Keep)], []);
        history.GetCyclesAsync(default, default, default, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(
            [new StoredCycle(stored.Snapshot, stored.Scores, stored.Rejections) { ShadowScores = [row] }, Stored(1, [Score("kept", ScoreAction.Keep)], [])]);

        var cycles = await ScoreEvaluation.ReadAsync(history, Table.Start, Table.Start.AddDays(1), Cancel).ToListAsync(Cancel);

        Assert.Equal([[row], []], cycles.Select(static cycle => cycle.ShadowScores));
    }

    [Fact]
    public async Task A_long_period_is_read_in_pages()
    {
        var history = Substitute.For<IDiscoveryHistory>();
        history.GetCyclesAsync(default, default, default, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(call =>
        {
            var first = (int)Math.Ceiling((call.ArgAt<DateTimeOffset>(0) - Table.Start).TotalHours);
            return [.. Enumerable.Range(first, 450 - first).Take(call.ArgAt<int>(2)).Select(static hour => Stored(hour, [Score("a", ScoreAction.Keep)], []))];
        });

        var cycles = await ScoreEvaluation.ReadAsync(history, Table.Start, Table.Start.AddDays(30), Cancel).ToListAsync(Cancel);

        Assert.Equal(Enumerable.Range(0, 450).Select(static hour => Table.Start.AddHours(hour)), cycles.Select(static cycle => cycle.Timestamp));
    }

    [Fact]
    public async Task A_store_without_a_query_for_cycles_reads_its_newest_and_refuses_more()
    {
        var history = Substitute.For<IDiscoveryHistory>();
        var snapshots = Enumerable.Range(1, 4).Reverse().Select(static hour => Stored(hour, [], []).Snapshot).ToList();
        history.GetSnapshotsAsync(default, Cancel).ReturnsForAnyArgs(snapshots);
        history.GetScoresAsync(2, Cancel).Returns([Score("a", ScoreAction.Keep)]);
        history.GetRejectionsAsync(3, Cancel).Returns([Rejection("b", 1)]);

        var cycles = await NewestCycles.ReadAsync(history, Table.Start.AddHours(2), Table.Start.AddHours(4), 10, Cancel);

        Assert.Equal([2L, 3L], cycles.Select(static cycle => cycle.Snapshot.Id));
        Assert.Equal(("a", "b"), (Assert.Single(cycles[0].Scores).TokenAddress, Assert.Single(cycles[1].Rejections).TokenAddress));

        history.GetSnapshotsAsync(default, Cancel).ReturnsForAnyArgs([.. Enumerable.Range(1, 10_000).Select(static hour => Stored(hour, [], []).Snapshot)]);
        var error = await Assert.ThrowsAsync<NotSupportedException>(async () => await NewestCycles.ReadAsync(history, Table.Start, Table.Start.AddHours(4), 10, Cancel));
        Assert.Contains("reads only its newest 10,000 cycles, which do not reach back to 2026-05-01 00:00:00Z", error.Message, StringComparison.Ordinal);
    }

    private static StoredCycle Stored(int hour, ScoreRecord[] scores, RejectionRecord[] rejections) => new(
        new SnapshotRecord
        {
            Id = hour,
            CycleTimestamp = Table.Start.AddHours(hour),
            Outcome = CycleOutcome.Complete,
            Mode = DiscoveryMode.Manage,
            ScoreVersion = "1.0",
            OptionsHash = "hash",
        },
        scores,
        rejections);

    private static ScoreRecord Score(string address, ScoreAction action) => new()
    {
        TokenAddress = address,
        Symbol = "S",
        TotalScore = 70,
        MomentumScore = 10,
        FlowScore = 50,
        PriceUsd = 2,
        LiquidityUsd = 9000,
        Action = action,
        ActionReason = "RANK",
    };

    private static RejectionRecord Rejection(string address, decimal liquidity) =>
        new(address, "S", RejectionStage.Market, ReasonCodes.LiquidityLow, liquidity, 10_000) { PriceUsd = .5, LiquidityUsd = liquidity };
}
