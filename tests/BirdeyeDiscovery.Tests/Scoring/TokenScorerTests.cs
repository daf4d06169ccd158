namespace BirdeyeDiscovery.Tests.Scoring;

public class TokenScorerTests
{
    private static readonly TokenScorer Scorer = new(new ScoringOptions());

    [Theory]
    [MemberData(nameof(GoldenVectors.All), MemberType = typeof(GoldenVectors))]
    public void A_golden_vector_has_its_components_and_total(string name, ScoreInputs inputs, double[] expected)
    {
        var score = Scorer.Score(in inputs);

        double[] actual = [score.Momentum, score.Liquidity, score.Volume, score.Safety, score.Flow, score.Total];
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= .01, $"{name}[{i}]: expected {expected[i]}, got {actual[i]}");
        }
    }

    [Theory]
    [InlineData(1e5)]
    [InlineData(1e6)]
    [InlineData(1e7)]
    [InlineData(1e8)]
    public void Wash_volume_at_a_constant_buy_share_gains_nothing(double volume)
    {
        var inputs = GoldenVectors.G5 with { Volume24hUsd = volume, BuyVolume24hUsd = .51 * volume, SellVolume24hUsd = .49 * volume };

        Assert.Equal(45.84, Scorer.Score(in inputs).Total, .01);
    }

    [Fact]
    public void Doubling_and_halving_of_the_price_are_worth_100_together()
    {
        foreach (var window in new Func<double, ScoreInputs>[] { x => new() { Change5mPercent = x }, x => new() { Change1hPercent = x }, x => new() { Change24hPercent = x } })
        {
            // Without liquidity a rise is discounted, so both are read on liquid tokens, with the other windows flat.
            double Momentum(double change)
            {
                var one = window(change);
                var inputs = new ScoreInputs
                {
                    LiquidityUsd = 1e6,
                    Change5mPercent = one.Change5mPercent ?? 0,
                    Change1hPercent = one.Change1hPercent ?? 0,
                    Change24hPercent = one.Change24hPercent ?? 0,
                };
                return Scorer.Score(in inputs).Momentum;
            }

            Assert.Equal(100, Momentum(100) + Momentum(-50), 1e-9);
        }
    }

    [Fact]
    public void No_change_of_the_price_is_worth_50()
    {
        var inputs = new ScoreInputs { Change5mPercent = 0, Change1hPercent = 0, Change24hPercent = 0 };

        Assert.Equal(50, Scorer.Score(in inputs).Momentum, 1e-12);
    }

    [Theory]
    [InlineData(-100.1)]
    [InlineData(-1e9)]
    [InlineData(double.MinValue)]
    public void A_fall_of_more_than_everything_is_never_better_than_one_of_nearly_everything(double change)
    {
        var nearly = GoldenVectors.G2 with { Change1hPercent = -99.9 };
        var more = GoldenVectors.G2 with { Change1hPercent = change };

        Assert.Equal(Scorer.Score(in nearly), Scorer.Score(in more));
    }

    [Fact]
    public void A_top_ten_share_of_30_is_invalid_and_not_30_percent()
    {
        var invalid = GoldenVectors.G2 with { Security = GoldenVectors.G2.Security! with { Top10Share = 30 } };
        var missing = GoldenVectors.G2 with { Security = GoldenVectors.G2.Security! with { Top10Share = null } };
        var all = GoldenVectors.G2 with { Security = GoldenVectors.G2.Security! with { Top10Share = 1 } };

        var score = Scorer.Score(in invalid);

        Assert.Equal(ScoreNotes.InvalidData, score.Notes);
        Assert.Equal(Scorer.Score(in missing) with { Notes = ScoreNotes.InvalidData }, score);
        Assert.NotEqual(Scorer.Score(in all).Total, score.Total);
    }

    [Fact]
    public void Everything_known_is_full_coverage_and_nothing_known_is_none()
    {
        var nothing = default(ScoreInputs);

        Assert.Equal(1, Scorer.Score(GoldenVectors.G2).Coverage);
        Assert.Equal(0, Scorer.Score(in nothing).Coverage);
    }

    [Theory]
    [InlineData(0, .80)] // no momentum window: exactly the line, which an inexact sum must not decide
    [InlineData(1, .75)] // no security
    [InlineData(2, .75)] // no liquidity
    [InlineData(3, .91)] // no volume
    [InlineData(4, .9025)] // no wallets
    [InlineData(5, .9775)] // no round trips
    [InlineData(6, .946)] // no sell value
    [InlineData(7, .964)] // no buy count
    [InlineData(8, .925)] // no top ten
    [InlineData(9, .975)] // no creator
    [InlineData(10, .95)] // no age
    public void Each_missing_input_costs_its_share_of_coverage(int missing, double coverage)
    {
        var full = GoldenVectors.G2;
        var security = full.Security!;
        var inputs = missing switch
        {
            0 => full with { Change5mPercent = null, Change1hPercent = null, Change24hPercent = null },
            1 => full with { Security = null },
            2 => full with { LiquidityUsd = null },
            3 => full with { Volume24hUsd = null },
            4 => full with { UniqueWallets24h = null },
            5 => full with { RoundTripShare = null },
            6 => full with { SellVolume24hUsd = null },
            7 => full with { BuyCount24h = null },
            8 => full with { Security = security with { Top10Share = null } },
            9 => full with { Security = security with { CreatorShare = null } },
            _ => full with { AgeHours = null },
        };

        Assert.Equal(coverage, Scorer.Score(in inputs).Coverage);
    }

    [Fact]
    public void Notes_flag_and_never_score()
    {
        var quiet = GoldenVectors.G2 with { Change1hPercent = 100, Volume24hUsd = 20 * 3e5 };
        var hot = GoldenVectors.G2 with { Change1hPercent = 100.001, Volume24hUsd = (20 * 3e5) + 1 };

        Assert.Equal(ScoreNotes.None, Scorer.Score(in quiet).Notes);
        Assert.Equal(ScoreNotes.OverExtended | ScoreNotes.HighTurnover, Scorer.Score(in hot).Notes);
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        // The runtime may allocate on this thread while it recompiles a method in use. An allocation by the scorer is in every measurement.
        long allocated;
        var measurements = 0;
        do
        {
            allocated = AllocatedByScoring();
        }
        while (allocated > 0 && ++measurements < 20);

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void The_version_is_1_and_the_hash_has_16_digits_and_is_the_same_on_every_run()
    {
        Assert.Equal("1", Scorer.Version);
        Assert.Matches("^[0-9a-f]{16}$", Scorer.OptionsHash);
        Assert.Equal("2d948f1ddcd6576b", Scorer.OptionsHash);
    }

    [Fact]
    public void Only_a_change_of_what_the_score_depends_on_changes_the_hash()
    {
        Assert.NotEqual(Scorer.OptionsHash, new TokenScorer(new ScoringOptions { FlowWeight = .16 }).OptionsHash);
        Assert.Equal(Scorer.OptionsHash, new TokenScorer(new ScoringOptions { MinCoverage = .5, NoSellsMinBuys = 7 }).OptionsHash);
    }

    [Fact]
    public void Weights_are_taken_once()
    {
        var options = new ScoringOptions();
        var scorer = new TokenScorer(options);
        options.SafetyWeight = 9;

        Assert.Equal(84.31, scorer.Score(GoldenVectors.G2).Total);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-.01)]
    public void An_impossible_weight_is_refused_by_name(double weight)
    {
        var error = Assert.Throws<ArgumentException>(() => new TokenScorer(new ScoringOptions { VolumeWeight = weight }));

        Assert.Contains("VolumeWeight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_all_zero_are_refused()
    {
        var options = new ScoringOptions { MomentumWeight = 0, LiquidityWeight = 0, VolumeWeight = 0, SafetyWeight = 0, FlowWeight = 0 };

        Assert.Throws<ArgumentException>(() => new TokenScorer(options));
    }

    private static long AllocatedByScoring()
    {
        var inputs = GoldenVectors.G2;
        var sum = 0d;
        for (var i = 0; i < 1_000; i++)
        {
            sum += Scorer.Score(in inputs).Total;
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            sum += Scorer.Score(in inputs).Total;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(11_000 * 84.31, sum, 1);
        return allocated;
    }
}
