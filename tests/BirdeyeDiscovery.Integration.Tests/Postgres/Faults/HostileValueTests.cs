using System.Globalization;
using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>What the engine lets through goes into the database and comes back as it was; what no column holds fails alone and clearly.</summary>
public sealed class HostileValueTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Rows => [1, PostgresCycleCommit.CopyFrom];

    /// <summary>Both ways into the tables: arrays and COPY.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Hostile_texts_come_back_equal_from_every_text_column(int rows)
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        var cycle = 0;
        foreach (var text in Tokens.HostileTexts)
        {
            cycle++;
            var address = string.Create(CultureInfo.InvariantCulture, $"{text}{cycle}");
            var token = Tokens.New(address, text, cycle) with { Name = text, StatusReason = text, StrategyType = text };
            ScoreRecord[] scores = [Plans.Score(address, reason: text) with { Symbol = text }, .. Filling(rows).Select(static filler => Plans.Score(filler))];
            RejectionRecord[] rejections = [Plans.Rejection(address) with { Symbol = text, ReasonCode = text }, .. Filling(rows).Select(Plans.Rejection)];
            var happened = Plans.Event(address, LifecycleEventType.Added, cycle, to: TokenStatus.Active, reason: text);
            var plan = Plans.Cycle(cycle, scores, rejections, [token], [happened], CycleOutcome.Degraded);
            var result = await harness.CommitAsync(plan with { Snapshot = plan.Snapshot with { Error = text, ScoreVersion = text, OptionsHash = text } }, Cancel);

            var snapshot = await harness.History.FindSnapshotAsync(Plans.TimeOf(cycle), Cancel);
            Assert.Equal((text, text, text), (snapshot!.Error, snapshot.ScoreVersion, snapshot.OptionsHash));
            var score = Assert.Single(await harness.History.GetScoresAsync(result.SnapshotId, Cancel), score => score.TokenAddress == address);
            Assert.Equal((text, text), (score.Symbol, score.ActionReason));
            var rejection = Assert.Single(await harness.History.GetRejectionsAsync(result.SnapshotId, Cancel), rejection => rejection.TokenAddress == address);
            Assert.Equal((text, text), (rejection.Symbol, rejection.ReasonCode));
            Assert.Equal(text, Assert.Single(await harness.History.GetEventsOfCycleAsync(result.SnapshotId, Cancel)).Reason);
            var stored = await harness.Store.FindAsync(address, Cancel);
            Assert.Equal((text, text, text, text), (stored!.Symbol, stored.Name, stored.StatusReason, stored.StrategyType));
            Assert.Equal(address, (await harness.Store.FindBySymbolAsync(text, Cancel))!.Address);
        }
    }

    private static IEnumerable<string> Filling(int rows) => Enumerable.Range(1, rows - 1).Select(static row => string.Create(CultureInfo.InvariantCulture, $"row{row}"));
}
