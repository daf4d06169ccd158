using System.Globalization;
using BirdeyeDiscovery.Tests.Documentation;

namespace BirdeyeDiscovery.Tests.Ledger.Measuring;

/// <summary>The example of docs/measuring-the-score.md, computed again.</summary>
public sealed class MeasuringPageTests
{
    private static readonly string Page = Pages.Read("docs/measuring-the-score.md");

    [Fact]
    public void The_table_is_the_one_that_is_measured()
    {
        var cycles = Table.OfThePage();
        var rows = Enumerable.Range(0, 5).Select(token =>
            $"| {cycles[0].Tokens[token].Address} | {Score(0, token)} | {Return(2, token)} | {Score(1, token)} | {Return(3, token)} |");

        Assert.All(rows, static row => Assert.Contains(row, Page, StringComparison.Ordinal));

        string Score(int hour, int token) => cycles[hour].Tokens[token].Total!.Value.ToString(CultureInfo.InvariantCulture);

        string Return(int hour, int token) => (Log(hour, token) - Log(hour - 1, token)).ToString(".00;−.00;.00", CultureInfo.InvariantCulture);

        double Log(int hour, int token) => Math.Round(Math.Log(cycles[hour].Tokens[token].PriceUsd!.Value), 6);
    }

    [Fact]
    public void The_figures_are_those_of_the_table()
    {
        var total = Table.Measure(Table.OfThePage())[0].Horizons[0].Total;
        string[] sentences =
        [
            $"The rank IC is **{Text(total.Figures.RankIc, 3)}**.",
            $"in the mean\n**{Text(total.Figures.TopMinusRestMean, 5)}**; by medians it is **{Text(total.Figures.TopMinusRestMedian, 3)}**.",
            $"so the turnover is **{Text(total.Turnover, 0)}**, and the rank autocorrelation is **{Text(total.RankAutocorrelation, 3)}**.",
            $"*{total.Summary}*",
        ];

        Assert.All(sentences, static sentence => Assert.Contains(sentence, Page, StringComparison.Ordinal));
    }

    private static string Text(double? value, int digits) =>
        value!.Value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).TrimStart('0');
}
