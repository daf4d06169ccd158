using CsCheck;

namespace BirdeyeDiscovery.Tests;

public sealed class StrategyPerformanceTests
{
    // Worked by hand: returns 10, -5, 20, -10 have mean 3.75, deviations 6.25 -8.75 16.25 -13.75, squares 568.75, sample deviation sqrt(568.75 / 3) = 13.7689.
    // The curve is 1, 1.1, 1.045, 1.254, 1.1286: the deepest fall is the last, 10 % below 1.254.
    [Fact]
    public void A_day_worked_by_hand()
    {
        var row = StrategyPerformance.FromCloses(
            TokenCategory.Midcap,
            [Closes.Of(12.34m, 10m, 1), Closes.Of(-5m, -5m, 2), Closes.Of(20m, 20m, 3), Closes.Of(-7.01m, -10m, 4), Closes.Of(0m, null, 5), Closes.Of(3m, null, 6)]);

        Assert.Equal(
            new StrategyPerformance
            {
                TokenAddress = "Tok1",
                Category = TokenCategory.Midcap,
                StrategyType = "momentum",
                WindowStart = Closes.Day,
                TradesCount = 6,
                WinCount = 3,
                LossCount = 2,
                WinRate = .5m,
                AvgGainPct = 15m,
                AvgLossPct = -7.5m,
                MaxGainPct = 20m,
                MaxLossPct = -10m,
                TotalPnlUsd = 23.33m,
                SharpeRatio = .2724m,
                MaxDrawdownPct = 10m,
            },
            row);
        Assert.Equal(Closes.Day.AddDays(1), row.WindowEnd);
    }

    [Fact]
    public void Without_known_returns_the_figures_made_of_them_are_unknown()
    {
        var row = StrategyPerformance.FromCloses(TokenCategory.Midcap, [Closes.Of(1m, null, 1), Closes.Of(-1m, null, 2)]);

        Assert.Equal((2, 1, 1, .5m), (row.TradesCount, row.WinCount, row.LossCount, row.WinRate));
        Assert.Equal((null, null, null, null, null, null), (row.AvgGainPct, row.AvgLossPct, row.MaxGainPct, row.MaxLossPct, row.SharpeRatio, row.MaxDrawdownPct));
    }

    [Fact]
    public void One_return_and_equal_returns_have_no_sharpe_ratio()
    {
        Assert.Null(Closes.Row(5m).SharpeRatio);
        Assert.Null(Closes.Row(5m, 5m, 5m).SharpeRatio);
        Assert.Equal(0m, Closes.Row(5m, 5m, 5m).MaxDrawdownPct);
        Assert.Equal(0m, Closes.Row(-5m, 5m).SharpeRatio);
    }

    [Fact]
    public void The_start_of_the_day_is_a_point_of_the_curve() => Assert.Equal(25m, Closes.Row(-25m, 10m).MaxDrawdownPct);

    [Fact]
    public void All_lost_is_a_drawdown_of_all_and_never_recovers()
    {
        Assert.Equal(100m, Closes.Row(50m, -100m, 1000m).MaxDrawdownPct);
        Assert.Equal(100m, Closes.Row(-250m).MaxDrawdownPct);
    }

    [Fact]
    public void Returns_to_the_limit_of_their_column_overflow_nothing()
    {
        const decimal Limit = 79_228_162_514_264_300_000_000_000_000m;

        var row = Closes.Row([.. Enumerable.Repeat(Limit, 50), -Limit, .0001m]);

        Assert.Equal((Limit, -Limit, 100m), (row.MaxGainPct, row.MaxLossPct, row.MaxDrawdownPct));
        Assert.InRange(row.AvgGainPct!.Value, Limit / 51m * 49.99m, Limit / 51m * 50.01m);
        Assert.InRange(row.SharpeRatio!.Value, 3m, 4m);
    }

    [Fact]
    public void A_ratio_beyond_any_figure_is_held_at_the_limit_of_its_column()
    {
        var row = Closes.Row(79_228_162_514_264_300_000_000_000_000m, 79_228_162_514_264_200_000_000_000_000m);

        Assert.InRange(row.SharpeRatio!.Value, 1e14m, 1.2e15m);
    }

    [Fact]
    public void A_total_beyond_its_column_is_held_at_its_limit()
    {
        var row = StrategyPerformance.FromCloses(TokenCategory.Midcap, [Closes.Of(9_999_999_999_999.99m, 1m, 1), Closes.Of(9_999_999_999_999.99m, 1m, 2)]);

        Assert.Equal(9_999_999_999_999.99m, row.TotalPnlUsd);
    }

    [Fact]
    public void The_order_of_the_closes_does_not_matter_and_equal_times_are_ordered_by_id()
    {
        TradeClose[] closes = [Closes.Of(1m, 50m, 1, "b"), Closes.Of(-1m, -50m, 1, "a"), Closes.Of(-1m, -10m, 2)];

        var row = StrategyPerformance.FromCloses(TokenCategory.Midcap, closes);

        Assert.Equal(row, StrategyPerformance.FromCloses(TokenCategory.Midcap, closes.Reverse()));
        Assert.Equal(50m, row.MaxDrawdownPct);
    }

    [Fact]
    public void Closes_that_do_not_belong_together_are_refused()
    {
        var one = Closes.Of(1m, 1m);

        Assert.Throws<ArgumentException>(() => StrategyPerformance.FromCloses(TokenCategory.Midcap, []));
        Refused("'Tok2' ('momentum', 2026-05-01)", one with { TokenAddress = "Tok2" });
        Refused("'Tok1' ('other', 2026-05-01)", one with { StrategyType = "other" });
        Refused("'Tok1' ('momentum', 2026-05-02)", one with { ClosedAt = one.ClosedAt.AddDays(1) });

        void Refused(string differing, TradeClose other)
        {
            var error = Assert.Throws<ArgumentException>(() => StrategyPerformance.FromCloses(TokenCategory.Midcap, [one, one, other]));
            Assert.Contains($"'Tok1' ('momentum', 2026-05-01) and of {differing};", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Sharpe_and_drawdown_equal_the_textbook_in_doubles() => Gen.Int[-1_000_000, 4_000_000].ArrayUnique[2, 40].Sample(
        values =>
        {
            var returns = values.Select(value => value / 10_000m).ToArray();
            var row = Closes.Row(returns);
            var doubles = returns.Select(value => (double)value).ToArray();
            var mean = doubles.Average();
            var deviation = Math.Sqrt(doubles.Sum(value => (value - mean) * (value - mean)) / (doubles.Length - 1));
            var (equity, peak, deepest) = (1d, 1d, 0d);
            foreach (var value in doubles)
            {
                equity *= 1 + (value / 100);
                peak = Math.Max(peak, equity);
                deepest = Math.Max(deepest, 1 - (equity / peak));
            }

            Assert.Equal(mean / deviation, (double)row.SharpeRatio!.Value, .00006);
            Assert.Equal(deepest * 100, (double)row.MaxDrawdownPct!.Value, .00006);
        },
        iter: 2000);
}
