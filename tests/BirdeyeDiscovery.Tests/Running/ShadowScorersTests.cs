using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>Shadow scorers see what the scorer saw, and change nothing.</summary>
public sealed class ShadowScorersTests
{
    private readonly FakeLogger _logger = new();
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_shadow_scores_the_inputs_of_the_stored_scores()
    {
        // Without a change of 5 minutes, the stored score is that of the worst value of it; one token is below its peak of liquidity.
        var seen = new Recording(new TokenScorer(new ScoringOptions()));
        var cycles = new PlannedCycles(scorer: seen);
        cycles.PutPeak("A1", 120_000);
        var plan = cycles.Next([.. Candidates.Ladder(4).Select(static facts => facts with
        {
            UniqueWallets24h = 900 + facts.UniqueWallets24h,
            RoundTripShare = .1,
            Change1hPercent = 5,
            Change24hPercent = 20,
            BuyVolume24hUsd = 600_000,
            SellVolume24hUsd = 400_000,
            Buys24h = 900,
            Sells24h = 800,
        })]);
        var shadow = new Recording(new TokenScorer(new ScoringOptions()));
        Assert.Equal(4, plan.Scores.Count);

        var rows = Shadows(("same", shadow)).AddTo(plan, cycles.LastInput!).ShadowScores;

        Assert.Equal(plan.Scores.Select(static row => row.TokenAddress), rows.Select(static row => row.TokenAddress));
        Assert.Equal(plan.Scores.Count, shadow.Inputs.Count);
        Assert.All(shadow.Inputs, inputs => Assert.Contains(inputs, seen.Inputs));
        Assert.Equal(120_000, Assert.Single(shadow.Inputs, static inputs => inputs.PeakLiquidity60mUsd is not null).PeakLiquidity60mUsd);
        Assert.All(plan.Scores.Zip(rows), pair =>
        {
            var (score, row) = pair;
            Assert.Equal(("same", shadow.Version), (row.Scorer, row.ScorerVersion));
            Assert.Equal(score.TotalScore, row.TotalScore);
            Assert.Equal(
                (score.MomentumScore, score.LiquidityScore, score.VolumeScore, score.SafetyScore, score.FlowScore),
                (row.MomentumScore, row.LiquidityScore, row.VolumeScore, row.SafetyScore, row.FlowScore));
        });
    }

    [Fact]
    public void What_was_rejected_or_not_read_in_full_has_no_shadow_score()
    {
        var scorer = new TokenScorer(new ScoringOptions());
        var shape = new StagedMarketShape(Failing: .01);
        var market = new StagedMarket(3, shape);
        var engine = new StagedCycles(isStaged: true, null);
        var unread = 0;
        for (var cycle = 1; cycle <= 20; cycle++)
        {
            var now = Candidates.Start.AddMinutes(2 * cycle);
            var plan = engine.Next(market.Next(engine.State, now), now);
            var rows = Shadows(("same", scorer)).AddTo(plan, engine.LastInput).ShadowScores;

            Assert.Equal(
                plan.Scores.Select(static row => (row.TokenAddress, row.TotalScore)),
                rows.Select(static row => (row.TokenAddress, row.TotalScore)));
            unread += plan.Rejections.Count(static row => row.ReasonCode == ReasonCodes.Outranked);
        }

        Assert.True(unread > 0);
    }

    [Fact]
    public void Everything_else_of_the_plan_stays_whatever_the_shadows_do()
    {
        var cycles = new PlannedCycles();
        var plan = cycles.Next(Candidates.Ladder(12));

        var with = Shadows(("upside-down", new Fixed(1)), ("broken", new Broken()), ("wild", new Fixed(1e9)))
            .AddTo(plan, cycles.LastInput!);

        Assert.Equal(plan, with with { ShadowScores = plan.ShadowScores });
        Assert.Equal(12, with.ShadowScores.Count);
        Assert.All(with.ShadowScores, static row => Assert.Equal("upside-down", row.Scorer));
    }

    [Fact]
    public void Without_a_shadow_or_without_a_score_the_plan_is_the_same_object_and_nothing_is_allocated()
    {
        var cycles = new PlannedCycles();
        var plan = cycles.Next(Candidates.Ladder(3));
        var none = Shadows();
        Assert.Same(plan, none.AddTo(plan, cycles.LastInput!));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < 1000; time++)
        {
            none.AddTo(plan, cycles.LastInput!);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        var failed = plan with { Scores = [] };
        Assert.Same(failed, Shadows(("broken", new Broken())).AddTo(failed, cycles.LastInput!));
        Assert.Equal(0, _logger.Collector.Count);
    }

    [Fact]
    public void A_shadow_that_throws_is_logged_once_with_its_type_and_stack_and_the_others_score()
    {
        var cycles = new PlannedCycles();
        var plan = cycles.Next(Candidates.Ladder(3));
        var shadows = Shadows(("broken", new Broken()), ("also-broken", new Broken()), ("good", new Fixed(40)));

        for (var time = 0; time < 5; time++)
        {
            Assert.Equal(3, shadows.AddTo(plan, cycles.LastInput!).ShadowScores.Count);
        }

        Assert.Equal(2, _logger.Collector.Count);
        var record = _logger.Collector.GetSnapshot()[0];
        Assert.Equal((1025, LogLevel.Warning), (record.Id.Id, record.Level));
        Assert.Equal(
            "Discovery: the shadow scorer broken (Broken) failed: FormatException (no figures). Its scores of such tokens are missing, and "
            + "nothing else changes; this is logged once",
            record.Message);
        Assert.Contains("Broken", record.Exception!.StackTrace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100.01, "Total is 100.01; allowed are 0 to 100.")]
    [InlineData(-1, "Total is -1; allowed are 0 to 100.")]
    [InlineData(double.NaN, "Total is NaN; allowed are 0 to 100.")]
    [InlineData(double.PositiveInfinity, "Total is Infinity; allowed are 0 to 100.")]
    public void A_score_out_of_bounds_has_no_row_and_is_logged_once(double total, string expected)
    {
        var cycles = new PlannedCycles();
        var plan = cycles.Next(Candidates.Ladder(3));

        // Only the token with 95 wallets gets the value.
        var rows = Shadows(("wild", new Fixed(total, only: 95))).AddTo(plan, cycles.LastInput!).ShadowScores;

        Assert.Equal(2, rows.Count);
        Assert.Contains(
            $"(Fixed) failed: {expected} Its scores", Assert.Single(_logger.Collector.GetSnapshot()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_coverage_out_of_bounds_names_the_coverage()
    {
        var cycles = new PlannedCycles();
        var plan = cycles.Next(Candidates.Ladder(1));

        Assert.Empty(Shadows(("wild", new Fixed(5) { Coverage = 1.5 })).AddTo(plan, cycles.LastInput!).ShadowScores);

        Assert.Contains("Coverage is 1.5; allowed are 0 to 1.", _logger.LatestRecord.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_factory_that_throws_and_a_version_that_is_null_lose_the_rows_of_that_scorer_only()
    {
        var cycles = new PlannedCycles();
        var plan = cycles.Next(Candidates.Ladder(2));
        var shadows = new ShadowScorers(
            "",
            [
                new ShadowScorer("no-factory", static _ => throw new FormatException("no weights")),
                new ShadowScorer("no-version", static _ => new Fixed(5) { Version = null! }),
                new ShadowScorer("no-text", static _ => new Fixed(5) { Version = "a\0b" }),
            ],
            _clock,
            _logger);

        var rows = shadows.AddTo(plan, cycles.LastInput!).ShadowScores;

        // A store refuses NUL, and would refuse the cycle with it.
        Assert.Equal([("no-text", "a\uFFFDb"), ("no-text", "a\uFFFDb")], rows.Select(static row => (row.Scorer, row.ScorerVersion)));
        Assert.Equal(
            [
                "the shadow scorer no-factory (its factory) failed: FormatException (no weights).",
                "the shadow scorer no-version (Fixed) failed: InvalidOperationException (Version is null; allowed is a text).",
            ],
            _logger.Collector.GetSnapshot().Select(static record =>
                record.Message["Discovery: ".Length..record.Message.IndexOf(" Its scores", StringComparison.Ordinal)]));
    }

    [Fact]
    public void Slow_shadows_do_not_hold_up_the_commit()
    {
        var cycles = new PlannedCycles();
        var plan = cycles.Next(Candidates.Ladder(10));

        var rows = Shadows(("slow", new Slow(_clock)), ("next", new Fixed(5))).AddTo(plan, cycles.LastInput!).ShadowScores;

        Assert.Equal(6, rows.Count);
        Assert.All(rows, static row => Assert.Equal("slow", row.Scorer));
        Assert.All(_logger.Collector.GetSnapshot(), static record => Assert.Contains("have 5 seconds", record.Message, StringComparison.Ordinal));
        Assert.Equal(2, _logger.Collector.Count);
    }

    [Fact]
    public void A_shadow_gets_the_scoring_options_of_the_cycle()
    {
        var cycles = new PlannedCycles(static options => options.Scoring.LiquidityWeight = .9);
        var plan = cycles.Next(Candidates.Ladder(2));
        var shadows = new ShadowScorers("", [new ShadowScorer("same", static options => new TokenScorer(options))], _clock, _logger);

        var rows = shadows.AddTo(plan, cycles.LastInput!).ShadowScores;

        Assert.All(rows, row => Assert.Equal(new TokenScorer(cycles.Options.Scoring).OptionsHash, row.OptionsHash));
        Assert.NotEqual(new TokenScorer(new ScoringOptions()).OptionsHash, rows[0].OptionsHash);
    }

    private ShadowScorers Shadows(params (string Name, ITokenScorer Scorer)[] scorers) =>
        new("", [.. scorers.Select(static shadow => new ShadowScorer(shadow.Name, _ => shadow.Scorer))], _clock, _logger);

    private sealed class Slow(FakeTimeProvider clock) : ITokenScorer
    {
        public string Version => "1";

        public string OptionsHash => "";

        public TokenScore Score(in ScoreInputs inputs)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return new TokenScore { Coverage = 1 };
        }
    }

    private sealed class Recording(ITokenScorer inner) : ITokenScorer
    {
        public List<ScoreInputs> Inputs { get; } = [];

        public string Version => inner.Version;

        public string OptionsHash => inner.OptionsHash;

        public TokenScore Score(in ScoreInputs inputs)
        {
            Inputs.Add(inputs);
            return inner.Score(inputs);
        }
    }

    private sealed class Fixed(double total, double? only = null) : ITokenScorer
    {
        public string Version { get; init; } = "fixed-1";

        public string OptionsHash => "none";

        public double Coverage { get; init; } = 1;

        public TokenScore Score(in ScoreInputs inputs) =>
            new() { Total = only is null || inputs.UniqueWallets24h == only ? total : 50, Coverage = Coverage };
    }

    private sealed class Broken : ITokenScorer
    {
        public string Version => "1";

        public string OptionsHash => "x";

        public TokenScore Score(in ScoreInputs inputs) => throw new FormatException("no figures");
    }
}
