using BirdeyeDiscovery.Ledger;
using CsCheck;

namespace BirdeyeDiscovery.Tests.Ledger.Reporting;

/// <summary>Estimates move towards their common mean by the formula of docs/report.md, and never beyond it.</summary>
public sealed class ShrinkageTests
{
    // By hand: v = 4, m = 8, Q = (36 + 0 + 36) / 4 = 18, τ² = (18 − 2) / (.75 − .1875 / .75) = 32, and 32 / 36 of each distance is kept.
    [Fact]
    public void The_formula_is_that_of_an_example_by_hand()
    {
        var (mean, between, values) = Shrinkage.ToMean([(2, 4), (8, 4), (14, 4)]);

        Assert.Equal(8, mean, 12);
        Assert.Equal(32, between, 12);
        Assert.Equal([8 - (6 * 32 / 36.0), 8, 8 + (6 * 32 / 36.0)], values, static (left, right) => Math.Abs(left - right) < 1e-12);
    }

    [Fact]
    public void Estimates_that_differ_no_more_than_chance_become_their_mean()
    {
        // Q = (1 + 0 + 1) / 4 is below k − 1 = 2.
        var (mean, between, values) = Shrinkage.ToMean([(7, 4), (8, 4), (9, 4)]);

        Assert.Equal(0, between);
        Assert.All(values, value => Assert.Equal(mean, value, 12));
    }

    [Fact]
    public void One_estimate_stays_as_it_is()
    {
        Assert.Equal([5d], Shrinkage.ToMean([(5, 2)]).Values);
        Assert.Empty(Shrinkage.ToMean([]).Values);
    }

    [Fact]
    public void A_figure_lies_between_the_mean_and_its_estimate_and_less_known_ones_move_more() => Gen.Select(
        Gen.Double[-100, 100], Gen.Double[.01, 50]).Array[2, 12].Sample(groups =>
        {
            var (mean, between, values) = Shrinkage.ToMean([.. groups]);
            for (var index = 0; index < groups.Length; index++)
            {
                var (value, variance) = groups[index];
                Assert.InRange(values[index], Math.Min(mean, value) - 1e-9, Math.Max(mean, value) + 1e-9);
                Assert.Equal(between / (between + variance) * Math.Abs(value - mean), Math.Abs(values[index] - mean), 6);
            }
        });

    // The example of docs/report.md: 100 trades each, 40, 50 and 60 won. v = .0025, τ² = .0075, three quarters are kept.
    [Fact]
    public void The_win_rates_of_the_page_are_shrunk_as_the_page_says()
    {
        var rows = StrategyByCategory.From([Row("a", 40, 100), Row("b", 50, 100), Row("c", 60, 100)]);

        Assert.Equal([.425, .5, .575], rows.Select(static row => Math.Round(row.ShrunkWinRate, 12)));
        Assert.Equal([.4, .5, .6], rows.Select(static row => row.WinRate));
        Assert.Equal([100L, 100L, 100L], rows.Select(static row => row.Trades));
        Assert.All(rows, static row => Assert.InRange(row.WinRate, row.WinRateInterval.Lower, row.WinRateInterval.Upper));
    }

    [Fact]
    public void A_pair_without_an_error_has_no_shrunken_profit_and_one_without_trades_is_left_out()
    {
        var rows = StrategyByCategory.From([Row("a", 40, 100, error: 2m), Row("b", 50, 100), Row("c", 60, 100, error: 2m), Row("d", 0, 0)]);

        Assert.Equal(["a", "b", "c"], rows.Select(static row => row.StrategyType));
        Assert.Equal([true, false, true], rows.Select(static row => row.ShrunkAvgPnlUsd is not null));
    }

    [Fact]
    public void All_won_and_none_won_have_a_rate_each()
    {
        Assert.Equal([1d, 1d], StrategyByCategory.From([Row("a", 3, 3), Row("b", 1, 1)]).Select(static row => row.ShrunkWinRate));
        Assert.Equal([0d, 0d], StrategyByCategory.From([Row("a", 0, 3), Row("b", 0, 1)]).Select(static row => row.ShrunkWinRate));
    }

    // By hand: the mean is 1 USD a trade, the residuals are +2 and −2, and √(8 · 2 / 1) / 4 = 1.
    [Fact]
    public void The_error_of_a_profit_counts_tokens_and_not_trades()
    {
        var rows = CategoryPerformance.From(
            [],
            [
                (TokenCategory.Midcap, "a", new TradeTotals(2, 2, 4m)), (TokenCategory.Midcap, "a", new TradeTotals(2, 0, 0m)),
                (TokenCategory.Midcap, "b", new TradeTotals(50, 20, 10m)),
            ]);

        Assert.Equal([(1m, (decimal?)1m), (.2m, null)], rows.OrderBy(static row => row.StrategyType).Select(static row => (row.Traded.AvgPnlUsd!.Value, row.TradedAvgPnlErrorUsd)));
    }

    private static CategoryPerformance Row(string strategy, int wins, int trades, decimal? error = null) => new()
    {
        Category = TokenCategory.Midcap,
        StrategyType = strategy,
        Tokens = 0,
        TotalTrades = 0,
        TotalPnlUsd = 0m,
        TradedTokens = 5,
        Traded = new TradeTotals(trades, wins, wins),
        TradedAvgPnlErrorUsd = error,
    };
}
