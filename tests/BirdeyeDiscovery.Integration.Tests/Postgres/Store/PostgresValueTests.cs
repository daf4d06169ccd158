using System.Globalization;
using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>What PostgreSQL cannot hold, and what it holds in a form of its own.</summary>
public sealed class PostgresValueTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Not as data of a theory: half a character does not survive in an attribute.
    private static readonly (string Written, string Stored)[] Broken =
    [
        ("a\0b", "a\uFFFDb"), ("a\uD83D", "a\uFFFD"), ("\uDE80b\uD83D\uDE80", "\uFFFDb\uD83D\uDE80"), ("\uD83D\uD83D\uDE80", "\uFFFD\uD83D\uDE80"),
    ];

    [Fact]
    public async Task A_label_that_cannot_be_stored_costs_neither_its_row_nor_the_others()
    {
        await using var harness = await StartAsync();
        for (var index = 0; index < Broken.Length; index++)
        {
            var (label, stored) = Broken[index];
            var scores = Enumerable.Range(0, PostgresCycleCommit.CopyFrom).Select(number => Plans.Score($"score{number}")).ToList();
            scores[3] = scores[3] with { Symbol = label, ActionReason = $"X: {label}" };
            var plan = Plans.Cycle(
                (2 * index) + 1,
                scores,
                [Plans.Rejection("r") with { Symbol = label }],
                [Tokens.New($"t{index}", label, 1) with { Name = label, StatusReason = label }],
                [Plans.Event("t", LifecycleEventType.Added, 1, reason: label)]);
            plan = plan with { Snapshot = plan.Snapshot with { Error = label } };

            var copied = await harness.CommitAsync(plan, Cancel);
            var few = await harness.CommitAsync(Plans.Cycle((2 * index) + 2, [Plans.Score("few") with { Symbol = label }]), Cancel);

            var score = (await harness.History.GetScoresAsync(copied.SnapshotId, Cancel))[3];
            Assert.Equal((stored, $"X: {stored}"), (score.Symbol, score.ActionReason));
            Assert.Equal(stored, (await harness.History.GetScoresAsync(few.SnapshotId, Cancel))[0].Symbol);
            Assert.Equal(stored, (await harness.History.GetRejectionsAsync(copied.SnapshotId, Cancel))[0].Symbol);
            Assert.Equal(stored, (await harness.History.GetEventsOfCycleAsync(copied.SnapshotId, Cancel))[0].Reason);
            Assert.Equal(stored, (await harness.History.FindSnapshotAsync(Plans.TimeOf((2 * index) + 1), Cancel))?.Error);
            var token = await harness.Store.FindAsync($"t{index}", Cancel);
            Assert.Equal((stored, stored, stored), (token?.Symbol, token?.Name, token?.StatusReason));
        }
    }

    [Fact]
    public async Task An_address_is_never_altered()
    {
        await using var harness = await StartAsync();
        foreach (var (address, _) in Broken)
        {
            foreach (var count in new[] { 1, PostgresCycleCommit.CopyFrom })
            {
                List<ScoreRecord> rows = [Plans.Score(address), .. Enumerable.Range(1, count - 1).Select(index => Plans.Score($"score{index}"))];
                var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Cycle(1, rows), Cancel));
                Assert.False(error.IsTransient, error.Message);
            }

            Assert.Null(await harness.Store.FindAsync(address, Cancel));
            Assert.Null(await harness.Store.FindBySymbolAsync(address, Cancel));
            Assert.Empty(await harness.History.GetScoreHistoryAsync(address, Plans.Start, Plans.Start.AddYears(1), Cancel));
            Assert.Null(await harness.History.GetScoreAsOfAsync(address, Plans.Start.AddYears(1), Cancel));
            Assert.Empty(await harness.History.GetRejectionHistoryAsync(address, Plans.Start, Plans.Start.AddYears(1), Cancel));
            Assert.Empty(await harness.History.GetEventHistoryAsync(address, Plans.Start, Plans.Start.AddYears(1), Cancel));
            Assert.Null(await harness.Host.Strategies.GetStrategyAsync(address, Cancel));
            Assert.Null(await harness.Host.Strategies.GetStrategyBySymbolAsync(address, Cancel));
            Assert.Empty(await harness.Host.Strategies.GetVersionsAsync(address, cancellationToken: Cancel));
            Assert.Empty(await harness.Host.Trades.GetClosesAsync(address, Plans.Start, Plans.Start.AddYears(1), Cancel));
            Assert.Empty(await harness.Host.Analytics.GetDailyPerformanceAsync(address, Plans.Start, Plans.Start.AddYears(1), Cancel));
        }

        Assert.Equal(0, await harness.CountAsync("discovery_snapshots", Cancel));
        await harness.CommitAsync(Plans.Full(1), Cancel);
    }

    [Fact]
    public async Task Numbers_come_back_in_their_shortest_form()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, [Plans.Score("a", 1_234_567_890_123.4500m) with { TotalScore = 71.50m }], tokens: [Tokens.New("a", "A", 1)]), Cancel);
        await harness.ExecuteAsync("UPDATE tracked_tokens SET total_pnl_usd = 100.00, fdv_usd = 79228162514264300000000000000.00, liquidity_usd = 0.000", Cancel);

        var score = Assert.Single(await harness.History.GetScoreHistoryAsync("a", Plans.Start, Plans.Start.AddYears(1), Cancel)).Score;
        var token = Assert.Single(await harness.Store.GetTokensAsync([], Cancel));
        var peak = (await harness.Store.LoadCycleStateAsync(new(Plans.Start, 0), Cancel)).PeakLiquidityUsd["a"];

        Assert.Equal(
            ["71.5", "1234567890123.45", "1234567890123.45", "100", "79228162514264300000000000000", "0"],
            new[] { score.TotalScore, score.LiquidityUsd!.Value, peak, token.TotalPnlUsd, token.FdvUsd!.Value, token.LiquidityUsd!.Value }
                .Select(value => value.ToString(CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    public async Task What_is_no_number_cannot_be_stored_by_any_program(string value)
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);
        string[] columns = ["fdv_usd", "liquidity_usd", "discovery_score", "total_pnl_usd"];

        foreach (var column in columns)
        {
            await Assert.ThrowsAsync<Npgsql.PostgresException>(async () => await harness.ExecuteAsync($"UPDATE tracked_tokens SET {column} = '{value}'", Cancel));
        }
    }

    [Fact]
    public async Task Times_are_kept_to_the_millisecond()
    {
        await using var harness = await StartAsync();
        var plan = Plans.Cycle(1, [Plans.Score("a")]);
        var fine = plan with { Snapshot = plan.Snapshot with { CycleTimestamp = Plans.TimeOf(1).AddTicks(9_999) } };

        await harness.CommitAsync(fine, Cancel);

        Assert.Equal(Plans.TimeOf(1), Assert.Single(await harness.History.GetSnapshotsAsync(1, Cancel)).CycleTimestamp);
        Assert.Equal(CommitStatus.AlreadyCommitted, (await harness.Store.CommitCycleAsync(harness.Epoch, plan, Cancel)).Status);
        Assert.NotNull(await harness.History.FindSnapshotAsync(Plans.TimeOf(1).AddTicks(5_000), Cancel));
    }

    private static async Task<PostgresHarness> StartAsync()
    {
        var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        return harness;
    }
}
