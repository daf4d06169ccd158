using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger.Measuring;

/// <summary>Cycles that are far apart, and windows that are rarer than the horizon.</summary>
public sealed class SpacingTests
{
    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(1440)]
    public void Returns_are_found_however_far_apart_the_cycles_are(int minutes)
    {
        var options = new ScoreEvaluationOptions { Horizons = [TimeSpan.FromMinutes(minutes)] };

        var horizon = Only(Every(minutes, 300), options);

        Assert.Equal(0, horizon.Missing);
        Assert.Equal(25, horizon.Total.Figures.Tokens);
        Assert.NotEqual(ScoreVerdict.NotEnoughData, horizon.Total.Verdict);
    }

    [Fact]
    public void A_horizon_shorter_than_the_spacing_is_refused_with_the_shortest_one()
    {
        var options = new ScoreEvaluationOptions { Horizons = [TimeSpan.FromMinutes(15)] };

        var total = Only(Every(30, 300), options).Total;

        Assert.Equal((ScoreVerdict.NotEnoughData, TimeSpan.Zero), (total.Verdict, total.MissingTime));
        Assert.Equal(
            "Not enough data: the cycles are 30 min apart, so a return of 15 min cannot be measured; the shortest horizon that can is 30 min.",
            total.Summary);
    }

    [Fact]
    public void A_delay_below_the_spacing_says_what_to_set_instead_of_days()
    {
        var options = new ScoreEvaluationOptions { Horizons = [TimeSpan.FromHours(1)], MaxPriceDelay = TimeSpan.FromMinutes(10) };

        var total = Only(Every(30, 300), options).Total;

        Assert.Equal(
            "Not enough data: 7425 of 7425 scores have no return, because no price is stored within 10 min after the scoring and after the "
            + "horizon. The cycles are 30 min apart: set MaxPriceDelay (measure --max-price-delay) to 45 min or more.",
            total.Summary);
        Assert.Equal(TimeSpan.Zero, total.MissingTime);
    }

    [Fact]
    public void Tokens_that_are_never_seen_again_are_not_promised_a_verdict_in_some_days()
    {
        // Each token is scored once and then gone.
        var cycles = Every(2, 300).Select(static (cycle, number) => Of(
            cycle, [.. cycle.Tokens.Select(token => token with { Address = $"{token.Address}-{number}" })]));

        var total = Only(cycles, new ScoreEvaluationOptions { Horizons = [TimeSpan.FromMinutes(15)] }).Total;

        Assert.EndsWith("More days alone do not bring a verdict: the scored tokens are not observed again.", total.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_days_follow_from_how_often_windows_come()
    {
        // Only each thirtieth cycle of two minutes scores: one window of 15 minutes an hour.
        var cycles = Every(2, 1500).Select(static (cycle, number) => number % 30 == 0
            ? cycle
            : Of(cycle, [.. cycle.Tokens.Select(static token => token with { Total = null })]));

        var total = Only(cycles, new ScoreEvaluationOptions { Horizons = [TimeSpan.FromMinutes(15)] }).Total;

        Assert.Equal((50, TimeSpan.FromHours(150)), (total.Figures.IndependentWindows, total.MissingTime));
        Assert.StartsWith("Not enough data: 50 of 200 independent windows of 15 min, about 6.3 more days are needed.", total.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verdict_that_is_a_quarter_of_an_hour_away_is_not_zero_days_away()
    {
        // The last window that counts starts with cycle 198 * 8; the horizon of 16 minutes and twice the delay follow.
        var total = Only(Every(2, (198 * 8) + 20), new ScoreEvaluationOptions { Horizons = [TimeSpan.FromMinutes(16)] }).Total;

        Assert.Equal(199, total.Figures.IndependentWindows);
        Assert.StartsWith("Not enough data: 199 of 200 independent windows of 16 min, about 16 more minutes are needed.", total.Summary, StringComparison.Ordinal);
    }

    private static HorizonReport Only(IEnumerable<ObservedCycle> cycles, ScoreEvaluationOptions options) =>
        Assert.Single(Assert.Single(ScoreEvaluation.Measure(cycles, options)).Horizons);

    private static ObservedCycle Of(ObservedCycle cycle, IReadOnlyList<ObservedToken> tokens) => new()
    {
        Timestamp = cycle.Timestamp,
        ScoreVersion = cycle.ScoreVersion,
        OptionsHash = cycle.OptionsHash,
        Tokens = tokens,
    };

    private static IEnumerable<ObservedCycle> Every(int minutes, int cycles)
    {
        var random = new Random(1);
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            yield return new ObservedCycle
            {
                Timestamp = Table.Start.AddMinutes((double)minutes * cycle),
                ScoreVersion = "1",
                OptionsHash = "h",
                Tokens =
                [
                    .. Enumerable.Range(0, 25).Select(token => Table.Scored($"token{token}", 50 + random.NextDouble(), random.NextDouble())),
                ],
            };
        }
    }
}
