using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger.Measuring;

public sealed class ScoreEvaluationTests
{
    [Fact]
    public void A_small_table_gives_what_alphalens_gives()
    {
        var horizon = Only(Table.OfThePage());
        var report = horizon.Total;
        var figures = report.Figures;

        // Cycle 1: ranks 1 2 3 4 5 against returns .02 .01 .04 .03 .05, whose ranks are 2 1 4 3 5: 1 − 6 · 4 / (5 · 24) = .8.
        // Cycle 2: scores 3 3 1 5 4 have the ranks 2.5 2.5 1 5 4, and the returns −.02 −.01 0 .01 .02 have 1 2 3 4 5. The products of the
        // distances from the mean rank are 1 + .5 + 0 + 2 + 2 = 5.5; the squares add up to 9.5 and 10: 5.5 / √95.
        Assert.Equal((.8 + (5.5 / Math.Sqrt(95))) / 2, figures.RankIc!.Value, 12);
        Assert.Equal((5, 2, 10L, 2), (figures.Tokens, figures.Cycles, figures.Observations, figures.IndependentWindows));

        // The top fifth is E, then D: .05 − (.02 + .01 + .04 + .03) / 4 = .025, and .01 − (−.02 − .01 + 0 + .02) / 4 = .0125.
        Assert.Equal((.025 + .0125) / 2, figures.TopMinusRestMean!.Value, 12);

        // By medians .05 − .025 = .025 and .01 − (−.005) = .015, whose median is .02.
        Assert.Equal(.02, figures.TopMinusRestMedian!.Value, .02 * .01);
        Assert.Equal((1.0, 1.0), (figures.HitRate!.Value, figures.HitRateInterval!.Value.Upper));
        Assert.Equal(.34238, figures.HitRateInterval.Value.Lower, 5);

        // From cycle 1 to cycle 2 the whole top is new, and the ranks 1 2 3 4 5 become 2.5 2.5 1 5 4.
        Assert.Equal(1, report.Turnover);
        Assert.Equal(5.5 / Math.Sqrt(95), report.RankAutocorrelation!.Value, 12);
        Assert.Equal((10L, 0L, 0L, 0L), (horizon.Scored, horizon.Missing, horizon.Dead, horizon.Open));
    }

    [Fact]
    public void Fewer_than_twenty_tokens_get_no_significance_and_a_sentence()
    {
        var total = Only(Table.OfThePage()).Total;

        Assert.Equal(ScoreVerdict.NotEnoughData, total.Verdict);
        Assert.Equal("Not enough data: 5 tokens have a score and a return; a verdict needs 20, and about 8.3 more days of windows that do not overlap.", total.Summary);
        Assert.Equal((null, null, null, null), (total.Figures.StandardError, total.Figures.PValue, total.Figures.RankIcInterval, total.Figures.DetectableRankIc));
    }

    [Fact]
    public void Too_few_windows_get_the_missing_days_and_the_effect_that_would_be_found()
    {
        var total = Only(Market(hours: 50)).Total;

        Assert.Equal((ScoreVerdict.NotEnoughData, 48), (total.Verdict, total.Figures.IndependentWindows));
        Assert.Equal(TimeSpan.FromHours(152), total.MissingTime);
        Assert.StartsWith(
            "Not enough data: 48 of 200 independent windows of 1 h, about 6.3 more days are needed. So far a rank IC of 0.0",
            total.Summary,
            StringComparison.Ordinal);
        Assert.EndsWith("would be found in 80 of 100 cases.", total.Summary, StringComparison.Ordinal);
        Assert.Equal(.8, total.Figures.PowerAt(total.Figures.DetectableRankIc!.Value)!.Value, 3);
        Assert.Equal(.05, total.Figures.PowerAt(0)!.Value, 10);
    }

    [Theory]
    [InlineData(0, ScoreVerdict.No, "No: the score does not predict the return of the next 1 h (rank IC ")]
    [InlineData(.2, ScoreVerdict.Yes, "Yes: higher scores were followed by higher returns of the next 1 h (rank IC ")]
    [InlineData(-.2, ScoreVerdict.Reversed, "No, the reverse: higher scores were followed by lower returns of the next 1 h (rank IC -")]
    public void A_verdict_is_a_plain_sentence(double effect, ScoreVerdict verdict, string sentence)
    {
        var horizon = Only(Market(hours: 230, effect).Select(static cycle =>
            Table.Cycle((int)(cycle.Timestamp - Table.Start).TotalHours, [.. cycle.Tokens.Select(static token => token with { Flow = token.Total })])));
        var total = horizon.Total;

        Assert.Equal(verdict, total.Verdict);
        Assert.Equal(
            total.Summary.Replace("the score", "the component Flow", StringComparison.Ordinal), horizon.Factors[(int)ScoreFactor.Flow].Summary);
        Assert.StartsWith(sentence, total.Summary, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, total.MissingTime);
    }

    [Fact]
    public void The_significance_is_the_sum_over_tokens_by_the_root_of_their_squares()
    {
        // Twenty tokens in pairs that are ranked once: u is z times z for each, and the reverse order makes the sum negative.
        var tokens = Enumerable.Range(0, 20).ToArray();
        var figures = Only(
            Table.Cycle(0, [.. tokens.Select(static token => Table.Scored($"t{token}", token, 0))]),
            Table.Cycle(1, [.. tokens.Select(static token => Table.Seen($"t{token}", 0))]),
            Table.Cycle(2, [.. tokens.Select(static token => Table.Seen($"t{token}", -.01 * token))])).Total.Figures;

        var z = tokens.Select(static token => (token - 9.5) / Math.Sqrt(((20 * 20) - 1) / 12.0)).ToArray();
        Assert.Equal(-1, figures.RankIc!.Value, 12);
        Assert.Equal(-20 / Math.Sqrt(z.Sum(static value => Math.Pow(value, 4))), figures.TStatistic!.Value, 10);
    }

    [Fact]
    public void Equal_scores_rank_nothing()
    {
        var horizon = Only(
            Table.Cycle(0, Table.Scored("a", 50, 0), Table.Scored("b", 50, 0)),
            Table.Cycle(1, Table.Seen("a", 0), Table.Seen("b", 0)),
            Table.Cycle(2, Table.Seen("a", 1), Table.Seen("b", 2)));

        Assert.Equal((null, 0, 2L), (horizon.Total.Figures.RankIc, horizon.Total.Figures.Cycles, horizon.Scored));
    }

    [Fact]
    public void Each_component_is_measured_on_the_tokens_that_have_it()
    {
        ObservedToken[] scored =
        [
            Table.Scored("a", 1, 0) with { Momentum = 3, Flow = 1, IsTracked = true },
            Table.Scored("b", 2, 0) with { Momentum = 2 },
            Table.Scored("c", 3, 0) with { Momentum = 1, Flow = 2 },
        ];
        var factors = Only(
            Table.Cycle(0, scored),
            Table.Cycle(1, Table.Seen("a", 0), Table.Seen("b", 0), Table.Seen("c", 0)),
            Table.Cycle(2, Table.Seen("a", 1), Table.Seen("b", 2), Table.Seen("c", 3))).Factors;

        Assert.Equal([1, -1, null, null, null, 1, -Math.Sqrt(3) / 2], factors.Select(static factor => Rounded(factor.Figures.RankIc)), new Near());
        Assert.Equal((3, 2, 0), (factors[0].Figures.Tokens, factors[5].Figures.Tokens, factors[2].Figures.Tokens));

        // The top of the last factor is what was tracked.
        Assert.Equal(1 - 2.5, factors[6].Figures.TopMinusRestMean!.Value, 10);
    }

    [Fact]
    public void Versions_and_options_are_never_mixed()
    {
        static ObservedCycle As(ObservedCycle cycle, string version, string hash) =>
            new() { Timestamp = cycle.Timestamp, ScoreVersion = version, OptionsHash = hash, Tokens = cycle.Tokens };

        var market = Market(hours: 90).ToList();
        var mixed = market.Select((cycle, hour) => As(cycle, hour % 3 == 0 ? "2" : "1", hour % 3 == 1 ? "x" : "y")).ToList();

        var reports = Table.Measure(mixed);

        Assert.Equal([("2", "y", 30), ("1", "x", 30), ("1", "y", 30)], reports.Select(static report => (report.ScoreVersion, report.OptionsHash, report.Cycles)));
        for (var own = 0; own < 3; own++)
        {
            // The same prices, and the scores of one version only.
            var alone = market.Select((cycle, hour) => hour % 3 == own ? cycle : Table.Cycle(hour, [.. cycle.Tokens.Select(static token => token with { Total = null })]));
            Assert.Equal(Only(alone).Total.Figures.RankIc, reports[own].Horizons[0].Total.Figures.RankIc);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Cycles_out_of_order_are_refused(int hour)
    {
        var error = Assert.Throws<ArgumentException>(() => Only(Table.Cycle(0), Table.Cycle(hour)));

        Assert.Contains("cycles must come in the order of their times, and each once", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_price_and_a_token_named_twice_are_refused_by_name()
    {
        var price = Assert.Throws<ArgumentException>(() => Only(Table.Cycle(0, Table.Seen("a", 0) with { PriceUsd = 0 })));
        var twice = Assert.Throws<ArgumentException>(() => Only(Table.Cycle(0, Table.Seen("a", 0), Table.Seen("a", 0))));

        Assert.StartsWith("PriceUsd of a in the cycle of 2026-05-01T00:00:00.0000000+00:00 is '0'; allowed: a finite number above 0, or null.", price.Message, StringComparison.Ordinal);
        Assert.StartsWith("Address of a in the cycle of 2026-05-01T00:00:00.0000000+00:00 is 'a'; allowed: each token once a cycle.", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_are_not_allowed_are_named_with_what_is()
    {
        Refused("Horizons[1] is '00:00:00'; allowed: 00:00:01 to 30.00:00:00", new ScoreEvaluationOptions { Horizons = [TimeSpan.FromHours(1), TimeSpan.Zero] });
        Refused("Horizons is 'a list of 0'; allowed: 1 to 8 different horizons", new ScoreEvaluationOptions { Horizons = [] });
        Refused("TopShare is '0.6'; allowed: 0.01 to 0.5", new ScoreEvaluationOptions { TopShare = .6 });
        Refused("DeadReturn is 'NaN'; allowed: -0.999999 to -0.5", new ScoreEvaluationOptions { DeadReturn = double.NaN });

        static void Refused(string text, ScoreEvaluationOptions options) =>
            Assert.Contains(text, Assert.Throws<ArgumentException>(() => ScoreEvaluation.Measure([], options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_scores_nothing_has_no_report() => Assert.Empty(ScoreEvaluation.Measure([Table.Cycle(0, Table.Seen("a", 0))]));

    internal static IEnumerable<ObservedCycle> Market(int hours, double effect = 0, int tokens = 30, int seed = 3)
    {
        var random = new Random(seed);
        var logs = new double[tokens];
        double[] before = new double[tokens], last = new double[tokens];
        for (var hour = 0; hour < hours; hour++)
        {
            // The return from the cycle after a scoring to the one after that follows the score.
            var scores = new double[tokens];
            for (var token = 0; token < tokens; token++)
            {
                logs[token] += random.NextDouble() - .5 + (effect * (before[token] - .5));
                scores[token] = random.NextDouble();
            }

            (before, last) = (last, scores);
            yield return Table.Cycle(hour, [.. Enumerable.Range(0, tokens).Select(token => Table.Scored($"t{token}", scores[token], logs[token]))]);
        }
    }

    private static HorizonReport Only(params IEnumerable<ObservedCycle> cycles) =>
        Assert.Single(Assert.Single(Table.Measure(cycles)).Horizons);

    private static double? Rounded(double? value) => value is { } known ? Math.Round(known, 10) : null;

    private sealed class Near : IEqualityComparer<double?>
    {
        public bool Equals(double? x, double? y) => x is null ? y is null : y is not null && Math.Abs(x.Value - y.Value) < 1e-9;

        public int GetHashCode(double? value) => 0;
    }
}
