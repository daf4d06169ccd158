using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger.Measuring;

public sealed class TrialStatisticsTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, .5641895835477563)]
    [InlineData(3, .8462843753216345)]
    [InlineData(4, 1.0293753730039641)]
    [InlineData(5, 1.1629644736405196)]
    [InlineData(10, 1.5387527308351710)]
    [InlineData(100, 2.5075936364416855)]
    [InlineData(1000, 3.2414357691334410)]
    [InlineData(1_000_000, 4.8628974861964490)]
    public void The_expected_maximum_of_normal_values(int count, double maximum) =>
        Assert.Equal(maximum, TrialStatistics.ExpectedMaximum(count), 1e-10);

    [Fact]
    public void The_worked_example_of_the_deflated_sharpe_ratio_comes_out()
    {
        // An annual ratio of 2.5 over 1,250 days, the best of 100 variants whose annual ratios have a variance of 1/2.
        var (threshold, probability) = TrialStatistics.DeflatedSharpe(
            2.5 / Math.Sqrt(250), returns: 1250, skewness: -3, kurtosis: 10, trials: 100, varianceOfTrials: .5 / 250);

        Assert.Equal((.1132, .9004), (Math.Round(threshold, 4), Math.Round(probability, 4)));
    }

    [Fact]
    public void One_variant_is_not_deflated() => Assert.Equal(0, TrialStatistics.DeflatedSharpe(.1, 100, 0, 3, trials: 1, varianceOfTrials: 1).Threshold);

    [Theory]
    [InlineData(.05, 1, .05)]
    [InlineData(.05, 2, .0975)]
    [InlineData(1e-15, 1000, 1e-12)]
    [InlineData(0, 5, 0)]
    [InlineData(1, 5, 1)]
    public void The_p_value_of_a_family(double alone, int trials, double family) =>
        Assert.Equal(family, TrialStatistics.FamilyWisePValue(alone, trials), Math.Max(1e-16, family * 1e-9));

    [Fact]
    public void A_t_of_three_after_two_hundred_trials_is_nothing()
    {
        var alone = NormalDistribution.TwoSided(3.03);

        Assert.Equal(.0024, alone, .0001);
        Assert.Equal(.387, TrialStatistics.FamilyWisePValue(alone, 200), .001);
    }

    [Fact]
    public void The_best_of_worthless_variants_is_overfitted_half_of_the_time_and_a_better_one_is_not()
    {
        double worthless = 0, better = 0;
        const int rounds = 40;
        for (var seed = 0; seed < rounds; seed++)
        {
            var random = new Random(seed);
            var results = Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, 160).Select(_ => random.NextDouble() - .5).ToArray()).ToArray();
            worthless += TrialStatistics.ProbabilityOfOverfitting(results, 8) / rounds;
            results[3] = [.. results[3].Select(static result => result + .15)];
            better += TrialStatistics.ProbabilityOfOverfitting(results, 8) / rounds;
        }

        Assert.InRange(worthless, .4, .6);
        Assert.InRange(better, 0, .1);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Throws<ArgumentOutOfRangeException>("count", () => TrialStatistics.ExpectedMaximum(0));
        Throws<ArgumentOutOfRangeException>("allowed: 0 to 1", () => TrialStatistics.FamilyWisePValue(double.NaN, 1));
        Throws<ArgumentException>("results has 1 variants; allowed: at least 2", () => TrialStatistics.ProbabilityOfOverfitting([[1, 2]], 2));
        Throws<ArgumentException>("results[1] has 1 periods; allowed: 2", () => TrialStatistics.ProbabilityOfOverfitting([[1, 2], [1]], 2));
        Throws<ArgumentOutOfRangeException>("an even number from 2 to 20", () => TrialStatistics.ProbabilityOfOverfitting([[1, 2], [1, 2]], 3));
        Throws<ArgumentException>("cannot belong to a Sharpe ratio of 5", () => TrialStatistics.DeflatedSharpe(5, 10, 3, 3, 1, 0).Threshold);

        static void Throws<T>(string text, Func<double> call)
            where T : ArgumentException =>
            Assert.Contains(text, Assert.Throws<T>(() => (object)call()).Message, StringComparison.Ordinal);
    }
}
