using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger.Measuring;

/// <summary>A shadow scorer is measured beside the score, on the same tokens of the same cycles.</summary>
public sealed class ShadowEvaluationTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("BIRDEYE_LONG") == "1";

    [Theory]
    [InlineData(1)]
    [InlineData(.5)]
    public void A_scorer_that_orders_the_tokens_in_the_same_way_differs_by_exactly_nothing(double factor)
    {
        var report = Assert.Single(ScoreEvaluation.Measure(
            With(new GeneratedMarket(1) { Cycles = 2000, Dwell = 60, Followed = 140 }.Read(), token => factor * token.Total), Short));

        var shadow = Assert.Single(report.Horizons[0].Shadows);

        Assert.Equal((0.0, null, null), (shadow.Difference.RankIc!.Value, shadow.Difference.TStatistic, shadow.Difference.PValue));
        Assert.Equal(shadow.ScoreFigures.RankIc, shadow.Figures.RankIc);
        Assert.Equal(report.Horizons[0].Total.Figures.RankIc, shadow.Figures.RankIc);
        Assert.Equal(report.Horizons[0].Total.Figures.TStatistic, shadow.Figures.TStatistic);
        Assert.Equal(ScoreVerdict.No, shadow.Verdict);
        Assert.Equal("No difference: fewer than 20 tokens have different ranks.", shadow.Summary);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_better_shadow_is_found_and_a_worse_one_too(bool isBetter)
    {
        // The total of this market predicts, its momentum is noise. One of them is the score, and the other is the shadow.
        var market = new GeneratedMarket(5) { Cycles = 1700, Dwell = 60, Followed = 140, Edge = .1 }.Read();
        var cycles = isBetter
            ? With(market, static token => token.Total, static token => token with { Total = token.Momentum })
            : With(market, static token => token.Momentum);

        var horizon = Assert.Single(ScoreEvaluation.Measure(cycles, Short)).Horizons[0];

        var shadow = Assert.Single(horizon.Shadows);
        output.WriteLine(shadow.Summary);
        Assert.Equal(isBetter ? ScoreVerdict.Yes : ScoreVerdict.Reversed, shadow.Verdict);
        Assert.StartsWith(
            isBetter ? "Better than the score for the return of the next 15 min (rank IC 0." : "Worse than the score",
            shadow.Summary,
            StringComparison.Ordinal);
        Assert.InRange(shadow.Difference.PValue!.Value, 0, .01);
        Assert.Equal(shadow.Figures.RankIc!.Value - shadow.ScoreFigures.RankIc!.Value, shadow.Difference.RankIc!.Value, 12);
        Assert.Equal(horizon.Total.Figures.RankIc!.Value, shadow.ScoreFigures.RankIc.Value, 12);
    }

    [Fact]
    public void Noise_beside_noise_is_called_a_difference_as_rarely_as_chance_has_it()
    {
        // Of 100 markets, 9 are the 9 % that are allowed.
        var (markets, cycles, dwell, followed) = IsLong ? (400, 2160, 240, 740) : (100, 240, 60, 60);
        TimeSpan[] horizons = [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];
        var options = new ScoreEvaluationOptions { Horizons = horizons };
        var found = new int[horizons.Length];
        for (var seed = 0; seed < markets; seed++)
        {
            var market = new GeneratedMarket(1000 + seed) { Cycles = cycles, Dwell = dwell, Followed = followed };
            var report = Assert.Single(ScoreEvaluation.Measure(With(market.Read(), static token => token.Momentum), options));
            for (var index = 0; index < horizons.Length; index++)
            {
                found[index] += Assert.Single(report.Horizons[index].Shadows).Difference.PValue < .05 ? 1 : 0;
            }
        }

        output.WriteLine($"of {markets}, by horizon: {string.Join(' ', found)}");
        Assert.All(found, count => Assert.InRange(count, 0, markets * 9 / 100));
    }

    [Fact]
    public void The_small_table_gives_the_difference_that_is_computed_by_hand()
    {
        // Cycle 1: the shadow orders C B A D E, whose ranks 3 2 1 4 5 meet the ranks 2 1 4 3 5 of the returns: 1 − 6 · 12 / 120 = .4.
        // Cycle 2: the shadow has no score of A. B C D E have the ranks 4 3 2 1, and their returns 1 2 3 4: −1. The score of these four,
        // 3 1 5 4, has the ranks 2 1 4 3: 1 − 6 · 4 / 60 = .6.
        double?[][] scores = [[30, 20, 10, 40, 50], [null, 40, 30, 20, 10]];
        var cycles = Table.OfThePage().Select((cycle, hour) => hour < 2 ? With(cycle, (_, token) => scores[hour][token]) : cycle);

        var shadow = Assert.Single(Table.Measure(cycles)[0].Horizons[0].Shadows);

        var difference = shadow.Difference;
        Assert.Equal((5, 2, 9L, 2), (difference.Tokens, difference.Cycles, difference.Observations, difference.IndependentWindows));
        Assert.Equal(((5 * .4) + (4 * -1)) / 9, shadow.Figures.RankIc!.Value, 12);
        Assert.Equal(((5 * .8) + (4 * .6)) / 9, shadow.ScoreFigures.RankIc!.Value, 12);
        Assert.Equal(shadow.Figures.RankIc.Value - shadow.ScoreFigures.RankIc.Value, difference.RankIc!.Value, 12);
        Assert.Equal(ScoreVerdict.NotEnoughData, shadow.Verdict);
        Assert.Equal("No difference shown, not enough data: 5 tokens have both scores and a return; a verdict needs 20.", shadow.Summary);
    }

    [Fact]
    public void Tokens_without_a_shadow_score_count_for_neither_side()
    {
        var market = new GeneratedMarket(9) { Cycles = 400, Dwell = 60, Followed = 140 };
        var some = market.Read()
            .Select(static cycle => With(cycle, static (token, index) => index % 3 == 0 ? null : token.Momentum))
            .ToList();
        var only = some.Select(static cycle => cycle.Tokens.Select(token =>
            cycle.ShadowScores.Any(row => row.TokenAddress == token.Address) ? token : token with { Total = null }))
            .Zip(some, static (tokens, cycle) => new ObservedCycle
            {
                Timestamp = cycle.Timestamp,
                ScoreVersion = cycle.ScoreVersion,
                OptionsHash = cycle.OptionsHash,
                Tokens = [.. tokens],
            });

        var shadow = Assert.Single(ScoreEvaluation.Measure(some, Short)[0].Horizons[0].Shadows);
        var alone = ScoreEvaluation.Measure(only, Short)[0].Horizons[0].Total.Figures;

        var score = shadow.ScoreFigures;
        Assert.Equal((alone.RankIc, alone.TStatistic, alone.Tokens), (score.RankIc, score.TStatistic, score.Tokens));
        Assert.Equal(alone.Observations, shadow.Figures.Observations);
    }

    [Fact]
    public void Too_few_windows_say_what_is_missing_and_what_would_be_found()
    {
        var market = new GeneratedMarket(2) { Cycles = 300, Dwell = 60, Followed = 140 };

        var shadow = Only(With(market.Read(), static token => token.Momentum));

        Assert.Equal(ScoreVerdict.NotEnoughData, shadow.Verdict);
        Assert.StartsWith("No difference shown, not enough data: 3", shadow.Summary, StringComparison.Ordinal);
        Assert.Contains(
            " of 200 independent windows of 15 min, about 1.8 more days are needed. A difference of 0.", shadow.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Enough_noise_says_that_no_difference_is_shown()
    {
        var market = new GeneratedMarket(3) { Cycles = 1700, Dwell = 60, Followed = 140 };

        var shadow = Only(With(market.Read(), static token => token.Momentum));

        Assert.Equal(ScoreVerdict.No, shadow.Verdict);
        Assert.StartsWith("No difference shown for the return of the next 15 min (rank IC ", shadow.Summary, StringComparison.Ordinal);
        Assert.EndsWith("would be found in 80 of 100 cases.", shadow.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Versions_options_and_names_are_apart_and_a_constant_shadow_orders_nothing()
    {
        var cycles = new GeneratedMarket(4) { Cycles = 60, Dwell = 60, Followed = 20 }.Read().Select(static (cycle, number) => With(
            cycle,
            static (token, _) => token.Momentum,
            row => number switch
            {
                < 10 => row,
                < 20 => row with { ScorerVersion = "2" },
                < 30 => row with { OptionsHash = "other" },
                _ => row with { Scorer = "flat", TotalScore = 7 },
            }));

        var shadows = Assert.Single(ScoreEvaluation.Measure(cycles, Short)).Horizons[0].Shadows;

        Assert.Equal(
            [("noise", "1", "x"), ("noise", "2", "x"), ("noise", "1", "other"), ("flat", "1", "x")],
            shadows.Select(static shadow => (shadow.Scorer, shadow.ScorerVersion, shadow.OptionsHash)));
        Assert.Equal([10, 10, 10, 0], shadows.Select(static shadow => shadow.Figures.Cycles));
        Assert.Null(shadows[3].Difference.RankIc);
    }

    [Fact]
    public void Rows_of_tokens_without_a_total_are_ignored_and_two_of_one_token_are_an_error()
    {
        var cycle = Table.OfThePage()[0];
        var row = new ShadowScoreRecord { TokenAddress = "A", Scorer = "noise", ScorerVersion = "1", OptionsHash = "x", TotalScore = 1 };

        Assert.Empty(Table.Measure([With(cycle, [row with { TokenAddress = "nobody" }])])[0].Horizons[0].Shadows);
        var error = Assert.Throws<ArgumentException>(() => Table.Measure([With(cycle, [row, row])]));
        Assert.StartsWith(
            "The shadow scorer 'noise' has two scores of A in the cycle of 2026-05-01T00:00:00.0000000+00:00; allowed: each token once a cycle.",
            error.Message,
            StringComparison.Ordinal);
    }

    private static ScoreEvaluationOptions Short { get; } = new() { Horizons = [TimeSpan.FromMinutes(15)] };

    private static ShadowReport Only(IEnumerable<ObservedCycle> cycles) =>
        Assert.Single(Assert.Single(ScoreEvaluation.Measure(cycles, Short)).Horizons[0].Shadows);

    private static IEnumerable<ObservedCycle> With(
        IEnumerable<ObservedCycle> cycles, Func<ObservedToken, double?> shadow, Func<ObservedToken, ObservedToken>? change = null) =>
        cycles.Select(cycle => With(cycle, (token, _) => shadow(token), change: change));

    private static ObservedCycle With(
        ObservedCycle cycle,
        Func<ObservedToken, int, double?> shadow,
        Func<ShadowScoreRecord, ShadowScoreRecord>? row = null,
        Func<ObservedToken, ObservedToken>? change = null) => With(
        cycle,
        [
            .. cycle.Tokens
                .Select((token, index) => (token.Address, Total: token.Total is null ? null : shadow(token, index)))
                .Where(static token => token.Total is not null)
                .Select(static token => new ShadowScoreRecord
                {
                    TokenAddress = token.Address,
                    Scorer = "noise",
                    ScorerVersion = "1",
                    OptionsHash = "x",
                    TotalScore = (decimal)token.Total!.Value,
                })
                .Select(row ?? (static row => row)),
        ],
        change);

    private static ObservedCycle With(
        ObservedCycle cycle, IReadOnlyList<ShadowScoreRecord> rows, Func<ObservedToken, ObservedToken>? change = null) => new()
        {
            Timestamp = cycle.Timestamp,
            ScoreVersion = cycle.ScoreVersion,
            OptionsHash = cycle.OptionsHash,
            Tokens = change is null ? cycle.Tokens : [.. cycle.Tokens.Select(token => token.Total is null ? token : change(token))],
            ShadowScores = rows,
        };
}
