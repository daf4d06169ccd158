using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger.Measuring;

public sealed class ForwardReturnTests
{
    private static readonly double Floor = Math.Log(.01);

    [Fact]
    public void The_price_that_the_score_knew_is_never_used()
    {
        // Prices are noise around a constant, and the score is that noise upside down. Bought at the price of the scoring, it would look perfect.
        var random = new Random(5);
        var cycles = Enumerable.Range(0, 300).Select(hour => Table.Cycle(hour, [.. Enumerable.Range(0, 30).Select(token =>
        {
            var noise = random.NextDouble();
            return Table.Scored($"t{token}", -noise, noise);
        })])).ToList();

        var figures = ScoreEvaluation.Measure(cycles, Table.Hourly)[0].Horizons[0].Total.Figures;

        Assert.InRange(figures.RankIc!.Value, -.03, .03);
    }

    [Fact]
    public void What_comes_after_a_cut_changes_nothing_before_it()
    {
        var random = new Random(11);
        for (var round = 0; round < 100; round++)
        {
            var cycles = ScoreEvaluationTests.Market(hours: 40, tokens: 22, seed: round).ToList();
            var cut = random.Next(5, 35);
            var shifted = cycles.Select((cycle, hour) => hour < cut ? cycle : Table.Cycle(hour, [.. cycle.Tokens.Select((token, number) =>
                token with { PriceUsd = token.PriceUsd * Math.Exp(number * .5 * (hour % 3)) })])).ToList();
            var (whole, changed) = (new ScoreMeter(Table.Hourly), new ScoreMeter(Table.Hourly));
            for (var hour = 0; hour < cut; hour++)
            {
                whole.Add(cycles[hour]);
                changed.Add(shifted[hour]);
            }

            // The report at the cut does not end the measurement, and the one after it has seen what was shifted.
            Assert.Equivalent(ScoreEvaluation.Measure(cycles.Take(cut), Table.Hourly), whole.Report(), strict: true);
            Assert.Equivalent(whole.Report(), changed.Report(), strict: true);
            for (var hour = cut; hour < cycles.Count; hour++)
            {
                whole.Add(cycles[hour]);
                changed.Add(shifted[hour]);
            }

            Assert.NotEqual(whole.Report()[0].Horizons[0].Total.Figures.RankIc, changed.Report()[0].Horizons[0].Total.Figures.RankIc);
        }
    }

    [Fact]
    public void A_score_that_knows_the_future_is_found_at_once()
    {
        var cycles = ScoreEvaluationTests.Market(hours: 60).ToList();
        var knowing = cycles.Select((cycle, hour) => hour + 2 >= cycles.Count ? cycle : Table.Cycle(hour, [.. cycle.Tokens.Select((token, number) =>
            token with { Total = Math.Log(cycles[hour + 2].Tokens[number].PriceUsd!.Value / cycles[hour + 1].Tokens[number].PriceUsd!.Value) })]));

        Assert.Equal(1, ScoreEvaluation.Measure(knowing.Take(58), Table.Hourly)[0].Horizons[0].Total.Figures.RankIc!.Value, 10);
    }

    [Theory]
    [InlineData(500, null)]
    [InlineData(50_000, 25)]
    public void A_dead_token_counts_with_the_floor_and_a_flag(double liquidity, int? hoursSinceTrade)
    {
        var dead = Table.Seen("dead", 5, liquidity) with { LastTradeAt = hoursSinceTrade is { } hours ? Table.Start.AddHours(2 - hours) : null };
        var horizon = Measure(
            Table.Cycle(0, Table.Scored("dead", 90, 0), Table.Scored("a", 10, 0), Table.Scored("b", 20, 0)),
            Table.Cycle(1, Table.Seen("dead", 0), Table.Seen("a", 0), Table.Seen("b", 0)),
            Table.Cycle(2, dead, Table.Seen("a", .1), Table.Seen("b", .2)))[0];

        // The best score died: ranks 1 2 3 against returns 2 3 1.
        Assert.Equal((1L, 0L), (horizon.Dead, horizon.Missing));
        Assert.Equal(-.5, horizon.Total.Figures.RankIc!.Value, 10);
        Assert.Equal(Floor - .15, horizon.Total.Figures.TopMinusRestMean!.Value, 10);
        Assert.Equal((1.0, 2), (Math.Round(horizon.Total.WithoutDead.RankIc!.Value, 10), horizon.Total.WithoutDead.Tokens));
        Assert.Null(horizon.Total.WithoutDead.TopMinusRestMean);
    }

    [Fact]
    public void A_token_that_dies_and_is_not_observed_again_is_dead_and_one_that_merely_vanishes_is_missing()
    {
        var horizon = Measure(
            Table.Cycle(0, Table.Scored("dies", 30, 0), Table.Scored("vanishes", 20, 0), Table.Scored("a", 10, 0), Table.Scored("b", 5, 0)),
            Table.Cycle(1, Table.Seen("dies", 0, liquidity: 10), Table.Seen("vanishes", 0), Table.Seen("a", 0), Table.Seen("b", 0)),
            Table.Cycle(2, Table.Seen("a", .1), Table.Seen("b", .2)),
            Table.Cycle(3, Table.Seen("a", .1), Table.Seen("b", .2)))[0];

        Assert.Equal((4L, 1L, 1L), (horizon.Scored, horizon.Missing, horizon.Dead));
        Assert.Equal((3, 2), (horizon.Total.Figures.Tokens, horizon.Total.WithoutDead.Tokens));
    }

    [Fact]
    public void A_token_that_dies_after_it_was_bought_and_is_gone_at_the_end_is_dead()
    {
        var horizon = Measure(
            [4],
            Table.Cycle(0, Table.Scored("dies", 30, 0), Table.Scored("a", 10, 0), Table.Scored("b", 5, 0)),
            Table.Cycle(1, Table.Seen("dies", 0), Table.Seen("a", 0), Table.Seen("b", 0)),
            Table.Cycle(3, Table.Seen("dies", 0, liquidity: 10)),
            Table.Cycle(5, Table.Seen("a", .1), Table.Seen("b", .2)),
            Table.Cycle(6, Table.Seen("a", .1), Table.Seen("b", .2)))[0];

        Assert.Equal((3L, 0L, 1L, 3), (horizon.Scored, horizon.Missing, horizon.Dead, horizon.Total.Figures.Tokens));
    }

    [Fact]
    public void A_missing_price_leaves_one_token_out_and_not_the_cycle()
    {
        var horizon = Measure(
            Table.Cycle(0, Table.Scored("x", 30, 0), Table.Scored("a", 10, 0), Table.Scored("b", 5, 0)),
            Table.Cycle(1, Table.Seen("x", 0) with { PriceUsd = null }, Table.Seen("a", 0), Table.Seen("b", 0)),
            Table.Cycle(2, Table.Seen("x", 1), Table.Seen("a", .2), Table.Seen("b", .1)),
            Table.Cycle(3, Table.Seen("a", .2), Table.Seen("b", .1)))[0];

        Assert.Equal((1L, 1.0), (horizon.Missing, Math.Round(horizon.Total.Figures.RankIc!.Value, 10)));
    }

    [Fact]
    public void A_token_that_leaves_and_comes_back_has_the_returns_whose_end_was_observed()
    {
        var horizons = Measure(
            [1, 4],
            Table.Cycle(0, Table.Scored("away", 30, 0), Table.Scored("a", 10, 0), Table.Scored("b", 5, 0)),
            Table.Cycle(1, Table.Seen("away", 0), Table.Seen("a", 0), Table.Seen("b", 0)),
            Table.Cycle(2, Table.Seen("a", .2), Table.Seen("b", .1)),
            Table.Cycle(3, Table.Seen("a", .2), Table.Seen("b", .1)),
            Table.Cycle(4, Table.Seen("a", .2), Table.Seen("b", .1)),
            Table.Cycle(5, Table.Seen("away", .3), Table.Seen("a", .2), Table.Seen("b", .1)),
            Table.Cycle(6, Table.Seen("a", .2), Table.Seen("b", .1)),
            Table.Cycle(7, Table.Seen("a", .2), Table.Seen("b", .1)));

        Assert.Equal([(1L, 2), (0L, 3)], horizons.Select(static horizon => (horizon.Missing, horizon.Total.Figures.Tokens)));
        Assert.Equal(.3 - .15, horizons[1].Total.Figures.TopMinusRestMean!.Value, 10);
    }

    [Fact]
    public void A_return_whose_horizon_is_not_over_is_open()
    {
        var horizons = Measure([1, 24], Table.OfThePage());

        Assert.Equal([(10L, 0L), (0L, 10L)], horizons.Select(static horizon => (horizon.Scored, horizon.Open)));
        Assert.Equal("Not enough data: 0 tokens have a score and a return; a verdict needs 20, and about 200.0 more days of windows that do not overlap.", horizons[1].Total.Summary);
    }

    private static IReadOnlyList<HorizonReport> Measure(params ObservedCycle[] cycles) => Measure([1], cycles);

    private static IReadOnlyList<HorizonReport> Measure(int[] hours, params ObservedCycle[] cycles) =>
        Assert.Single(Table.Measure(cycles, Table.Of(hours))).Horizons;
}
