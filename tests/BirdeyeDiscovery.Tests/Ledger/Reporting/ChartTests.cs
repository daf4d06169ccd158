using System.Globalization;
using BirdeyeDiscovery.Ledger;
using CsCheck;

namespace BirdeyeDiscovery.Tests.Ledger.Reporting;

/// <summary>Scales have round ticks that cover their values, charts stay within their plane, and figures have the form of the page.</summary>
public sealed class ChartTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_scale_covers_its_values_with_a_few_round_ticks() => Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[0, 1e6]).Sample((low, span) =>
    {
        var scale = ValueScale.Of(low, low + span);
        Assert.True(scale.Low <= low + 1e-6 && scale.High >= low + span - 1e-6);
        Assert.InRange(scale.Ticks.Count, 2, 8);
        Assert.Equal(10, scale.At(scale.Low, 10, 20));
        Assert.Equal(20, scale.At(scale.High, 10, 20), 9);
    });

    [Theory]
    [InlineData(0, 0, "0 0.25 0.5 0.75 1")]
    [InlineData(0, 7, "0 2 4 6 8")]
    [InlineData(-.03, .04, "-0.04 -0.02 0 0.02 0.04")]
    [InlineData(double.NaN, 3, "0 0.25 0.5 0.75 1")]
    public void Ticks_are_round(double low, double high, string ticks) =>
        Assert.Equal(ticks, string.Join(' ', ValueScale.Of(low, high).Ticks.Select(static tick => (Math.Round(tick, 9) + 0.0).ToString(CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData(40, 10, "00:10 00:15 00:20")]
    [InlineData(24 * 60, 8, "03:00 06:00")]
    [InlineData(30 * 24 * 60, 10, "5 May 8 May 11 May")]
    public void Times_have_ticks_that_a_person_would_choose(int minutes, int most, string some)
    {
        var scale = new TimeScale(Start.AddMinutes(1), Start.AddMinutes(minutes), most);

        Assert.InRange(scale.Ticks.Count, 1, most + 1);
        Assert.Contains(some, string.Join(' ', scale.Ticks.Select(scale.Name)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_grid_has_the_shortest_spans_that_fit() => Gen.Select(Gen.Int[1, 3_000_000], Gen.Int[10, 400], Gen.Int[0, 100_000]).Sample((minutes, most, offset) =>
    {
        var first = Start.AddMinutes(offset);
        var grid = PeriodGrid.Of(first, first.AddMinutes(minutes), most);
        Assert.InRange(grid.Count, 1, most);
        Assert.Equal(0, grid.IndexOf(first));
        Assert.Equal(grid.Count - 1, grid.IndexOf(first.AddMinutes(minutes).AddMilliseconds(-1)));
        Assert.True(grid.Start <= first && grid.At(grid.Count) >= first.AddMinutes(minutes));
    });

    [Fact]
    public void A_month_of_cycles_has_spans_of_six_hours() => Assert.Equal(
        new PeriodGrid(Start, TimeSpan.FromHours(6), 120), PeriodGrid.Of(Start.AddMinutes(2), Start.AddDays(30), 120));

    [Fact]
    public void A_line_breaks_where_nothing_is_known()
    {
        var frame = new ChartFrame(300, 100);
        int[] hours = [0, 1, 2, 6, 7, 20];
        var points = hours.Select(hour => new LineChart.Point(Start.AddHours(hour), 40, 50, 60)).ToList();

        var drawn = LineChart.Draw(frame, new TimeScale(Start, Start.AddHours(24), 5), ValueScale.Of(0, 100), points, TimeSpan.FromHours(1.5), [], Shown.Short).ToList();

        Assert.Equal(2, drawn.Count(static element => element.Attribute("class")?.Value == "line"));
        Assert.Single(drawn, static element => element.Attribute("class")?.Value == "dot");
        Assert.Equal("M44 43L54.25 43L64.5 43", drawn.First(static element => element.Attribute("class")?.Value == "line").Attribute("d")!.Value);
    }

    [Fact]
    public void Bars_hang_from_the_base_line_below_zero_and_say_their_figures()
    {
        var frame = new ChartFrame(300, 100);
        var drawn = StackedBars.Draw(
            frame,
            [Start, Start.AddHours(1)],
            TimeSpan.FromHours(1),
            [new("up", "in", [2, 0]), new("down", "out", [-2, 0])],
            Shown.Short).ToList();

        var (up, down) = (drawn.Single(static bar => bar.Attribute("class")?.Value == "in"), drawn.Single(static bar => bar.Attribute("class")?.Value == "out"));
        Assert.Equal((10d, 33d), (Number(up, "y"), Number(up, "height")));
        Assert.Equal((43d, 33d), (Number(down, "y"), Number(down, "height")));
        Assert.Equal(["1 May 00:00–01:00: up 2, down 2", "1 May 01:00–02:00: nothing"], drawn.Where(static bar => bar.Attribute("class")?.Value == "hit").Select(static bar => bar.Value));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1234.5, "−1,235")]
    [InlineData(12_345, "12.3k")]
    [InlineData(.0312, "0.03")]
    [InlineData(2_500_000, "2.5M")]
    [InlineData(-7e9, "−7B")]
    public void Axes_have_short_figures(double value, string text) => Assert.Equal(text, Shown.Short(value));

    [Fact]
    public void Figures_have_one_form()
    {
        Assert.Equal("−$40.25", Shown.Usd(-40.25m));
        Assert.Equal("$1,234.50", Shown.Usd(1234.5m));
        Assert.Equal("0.00", Shown.Number(-.001, 2));
        Assert.Equal("61.3\u00A0%", Shown.Percent(.6129));
        Assert.Equal("–", Shown.Percent((double?)null));
        Assert.Equal("15 min", Shown.Length(TimeSpan.FromMinutes(15)));
        Assert.Equal("24 h", Shown.Length(TimeSpan.FromHours(24)));
    }

    [Theory]
    [InlineData("BONK", "BONK")]
    [InlineData("a\u0300\u0301\u0302\u0303b", "a\u0300\u0301b")]
    [InlineData("\u202Egnp.exe", "\uFFFDgnp.exe")]
    [InlineData("a\0b\nc", "a\uFFFDb c")]
    [InlineData("👩‍👧", "👩‍👧")]
    [InlineData("  ", "(no name)")]
    [InlineData(null, "(no name)")]
    public void A_label_is_one_harmless_line(string? text, string label) => Assert.Equal(label, SafeText.Label(text));

    // An attribute cannot hold half of a pair.
    [Fact]
    public void Half_of_a_pair_is_replaced() => Assert.Equal("\uFFFDx\uFFFD", SafeText.Label("\uD800x\uDC00"));

    [Fact]
    public void A_label_ends_after_forty_characters() => Assert.Equal(new string('W', 40) + "…", SafeText.Label(new string('W', 10_000)));

    private static double Number(System.Xml.Linq.XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
