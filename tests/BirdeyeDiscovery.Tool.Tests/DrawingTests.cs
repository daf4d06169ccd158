namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>How values become text.</summary>
public sealed class DrawingTests
{
    [Theory]
    [InlineData(0, 100, 8, "")]
    [InlineData(100, 100, 8, "████████")]
    [InlineData(50, 100, 8, "████")]
    [InlineData(6.25, 100, 8, "▌")]
    [InlineData(250, 100, 2, "██")]
    [InlineData(-5, 100, 2, "")]
    [InlineData(double.NaN, 100, 2, "")]
    [InlineData(5, 0, 2, "")]
    public void A_bar_is_as_long_as_its_value(double value, double full, int width, string bar) =>
        Assert.Equal(bar, Bars.Bar(value, full, width));

    [Theory]
    [InlineData(new double[] { }, "")]
    [InlineData(new[] { 1.0 }, "▅")]
    [InlineData(new[] { 0.0, 10, 5 }, "▁█▅")]
    [InlineData(new[] { 70.0, 70.4 }, "▄▅")]
    [InlineData(new[] { 0.0, 100 }, "▁█")]
    public void A_sparkline_shows_small_changes_as_small(double[] values, string line) => Assert.Equal(line, Bars.Spark(values, leastSpan: 10));

    [Theory]
    [InlineData("536079621.401838", "536,079,621")]
    [InlineData("-0.09531516354829295", "-0.0953152")]
    [InlineData("1.00015", "1.00015")]
    [InlineData("0", "0")]
    [InlineData("no", "no")]
    [InlineData("NaN", "NaN")]
    public void A_stored_value_has_at_most_six_figures(string stored, string shown) => Assert.Equal(shown, Figures.Value(stored));

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("1.5h", 5_400)]
    [InlineData("7d", 604_800)]
    public void A_duration_is_a_number_and_a_unit(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Moments.DurationOf(text));

    [Theory]
    [InlineData("h")]
    [InlineData("5")]
    [InlineData("5 weeks")]
    [InlineData("-5m")]
    [InlineData("1e9d")]
    [InlineData("999999999d")]
    public void Anything_else_is_none(string text) => Assert.Null(Moments.DurationOf(text));

    [Fact]
    public void Spaces_at_the_end_of_a_line_are_left_out()
    {
        using var text = new StringWriter();
        using (var writer = new TrimmedWriter(text))
        {
            writer.Write("a  b   \n   \n  c ");
        }

        Assert.Equal("a  b\n\n  c", text.ToString());
    }
}
