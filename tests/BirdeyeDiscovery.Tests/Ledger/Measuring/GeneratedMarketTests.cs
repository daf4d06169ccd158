using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger.Measuring;

/// <summary>Noise is not called an effect, and an effect is found. BIRDEYE_LONG=1 runs the long form.</summary>
public sealed class GeneratedMarketTests(ITestOutputHelper output)
{
    private static readonly int[] Minutes = [15, 60, 240, 1440];
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("BIRDEYE_LONG") == "1";

    [Fact]
    public void Noise_is_called_significant_as_rarely_as_chance_has_it()
    {
        // Of 60 markets, 9 are significant by chance in fewer than 1 of 300 cases; of 400, 36 are the 9 % that are allowed.
        var (markets, cycles, dwell, followed, most) = IsLong ? (400, 2160, 240, 740, 36) : (60, 480, 60, 140, 9);
        TimeSpan[] horizons = [.. Minutes.Take(IsLong ? 4 : 3).Select(static minutes => TimeSpan.FromMinutes(minutes))];
        var found = new int[horizons.Length * 2];
        for (var seed = 0; seed < markets; seed++)
        {
            var market = new GeneratedMarket(seed) { Cycles = cycles, Dwell = dwell, Followed = followed };
            var report = Assert.Single(ScoreEvaluation.Measure(market.Read(), new ScoreEvaluationOptions { Horizons = horizons }));
            for (var index = 0; index < horizons.Length; index++)
            {
                var factors = report.Horizons[index].Factors;
                found[2 * index] += factors[(int)ScoreFactor.Total].Figures.PValue < .05 ? 1 : 0;
                found[(2 * index) + 1] += factors[(int)ScoreFactor.Momentum].Figures.PValue < .05 ? 1 : 0;
            }
        }

        output.WriteLine($"of {markets}, total and momentum by horizon: {string.Join(' ', found)}");
        Assert.All(found, count => Assert.InRange(count, 0, most));
    }

    [Theory]
    [InlineData(.98, .0098)]
    [InlineData(.99, .0089)]
    public void An_effect_of_25_thousandths_over_seven_days_is_found_in_six_of_ten_markets(double persistence, double edge)
    {
        Assert.SkipUnless(IsLong, "It takes minutes; BIRDEYE_LONG=1 runs it.");
        const int markets = 200;
        var options = new ScoreEvaluationOptions { Horizons = [TimeSpan.FromHours(1)] };
        var found = 0;
        var sum = 0.0;
        for (var seed = 0; seed < markets; seed++)
        {
            var market = new GeneratedMarket(seed) { Cycles = 5040, Dwell = 120, Followed = 45, Persistence = persistence, Edge = edge };
            var figures = Assert.Single(ScoreEvaluation.Measure(market.Read(), options)).Horizons[0].Total.Figures;
            sum += figures.RankIc!.Value;
            found += figures is { PValue: < .05, RankIc: > 0 } ? 1 : 0;
        }

        output.WriteLine($"mean rank IC {sum / markets:0.0000}, found {found} of {markets}");
        Assert.InRange(sum / markets, .023, .026);
        Assert.InRange(found, markets * 6 / 10, markets);
    }

    [Theory]
    [InlineData(.02)]
    [InlineData(.1)]
    [InlineData(-.3)]
    public void The_rank_ic_of_a_planted_factor_is_six_by_pi_arcsine_of_half_the_correlation(double correlation)
    {
        const int tokens = 100;
        var random = new Random(7);
        var logs = new double[tokens];
        double[] before = new double[tokens], last = new double[tokens];
        var cycles = new List<ObservedCycle>();
        for (var cycle = 0; cycle < 1000; cycle++)
        {
            // The return from the cycle after a scoring to the one after that follows the score.
            var scores = new double[tokens];
            for (var token = 0; token < tokens; token++)
            {
                logs[token] += .01 * ((correlation * before[token]) + (Math.Sqrt(1 - (correlation * correlation)) * Normal(random)));
                scores[token] = Normal(random);
            }

            cycles.Add(Table.Cycle(cycle, [.. Enumerable.Range(0, tokens).Select(token =>
                new ObservedToken { Address = $"t{token}", Total = scores[token], PriceUsd = Math.Exp(logs[token]), LiquidityUsd = 1e6 })]));
            (before, last) = (last, scores);
        }

        var figures = Assert.Single(ScoreEvaluation.Measure(cycles, Table.Hourly)).Horizons[0].Total.Figures;

        Assert.Equal(6 / Math.PI * Math.Asin(correlation / 2), figures.RankIc!.Value, 3 * figures.StandardError!.Value);
        Assert.InRange(figures.StandardError.Value, 0, .0045);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
