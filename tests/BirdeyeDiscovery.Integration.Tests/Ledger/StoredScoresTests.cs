using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Integration.Tests.Postgres;
using BirdeyeDiscovery.Integration.Tests.Sqlite;
using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Integration.Tests.Ledger;

/// <summary>What a store has kept is measured as what was written.</summary>
public sealed class StoredScoresTests
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    [Fact]
    public Task Sqlite() => MeasureAsync(new SqliteHarness());

    [Fact]
    public Task Postgres() => MeasureAsync(new PostgresHarness());

    private static async Task MeasureAsync(StoreHarness harness)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var disposing = harness;
        await harness.StartAsync(cancel);
        var random = new Random(3);
        var written = new List<ObservedCycle>();
        for (var cycle = 1; cycle <= 210; cycle++)
        {
            // One of ten tokens is rejected: it has no score, and its price still ends the returns that began earlier.
            ScoreRecord[] scores = [.. Enumerable.Range(0, 9).Select(token => Plans.Score($"t{(token + cycle) % 10}") with
            {
                TotalScore = random.Next(10_000) / 100m,
                PriceUsd = random.NextDouble() + 1e-9,
            })];
            var rejection = Plans.Rejection($"t{(9 + cycle) % 10}") with { PriceUsd = random.NextDouble() };
            ShadowScoreRecord[] shadows =
            [
                .. scores.Select(score => Plans.Shadow(score.TokenAddress, "same", score.TotalScore)),
                .. scores.Skip(cycle % 3).Select(score => Plans.Shadow(score.TokenAddress, "noise", random.Next(10_000) / 100m)),
            ];
            var plan = Plans.Cycle(cycle, scores, [rejection]) with { ShadowScores = shadows };
            await harness.CommitAsync(plan, cancel);
            written.Add(new ObservedCycle
            {
                Timestamp = plan.Snapshot.CycleTimestamp,
                ScoreVersion = plan.Snapshot.ScoreVersion,
                OptionsHash = plan.Snapshot.OptionsHash,
                ShadowScores = [.. shadows.OrderBy(static row => row.Scorer, StringComparer.Ordinal)],
                Tokens =
                [
                    .. scores.Select(static score => new ObservedToken
                    {
                        Address = score.TokenAddress,
                        Total = (double)score.TotalScore,
                        IsTracked = true,
                        PriceUsd = score.PriceUsd,
                        LiquidityUsd = 50_000,
                    }),
                    new ObservedToken { Address = rejection.TokenAddress, PriceUsd = rejection.PriceUsd, LiquidityUsd = 9_999.99 },
                ],
            });
        }

        var options = new ScoreEvaluationOptions { Horizons = [Quarter] };
        var stored = ScoreEvaluation.ReadAsync(harness.History, Plans.TimeOf(1), Plans.TimeOf(1000), cancel);
        var report = Assert.Single(await ScoreEvaluation.MeasureAsync(stored, options, cancel));

        Assert.Equal(210, report.Cycles);
        Assert.Equal(0, report.Horizons[0].Missing);
        Assert.NotNull(report.Horizons[0].Total.Figures.RankIc);
        Assert.Equal(["noise", "same"], report.Horizons[0].Shadows.Select(static shadow => shadow.Scorer));
        Assert.Equal(0, report.Horizons[0].Shadows[1].Difference.RankIc);
        Assert.NotEqual(0, report.Horizons[0].Shadows[0].Difference.RankIc);
        Assert.Equivalent(Assert.Single(ScoreEvaluation.Measure(written, options)), report, strict: true);
    }
}
