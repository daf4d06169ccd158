using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>The text of the tool's answer that shows two tokens of one cycle side by side.</summary>
internal static class VersusText
{
    private const int BarWidth = 12;

    public static void Write(IAnsiConsole console, TokenComparison comparison)
    {
        console.Line($"Cycle of {Figures.Time(comparison.First.Cycle.CycleTimestamp)}");
        console.WriteLine();
        var sections = new Sections();
        foreach (var token in (TokenExplanation[])[comparison.First, comparison.Second])
        {
            sections.Add(PlainText.Clean(PlainText.Symbol(token.Symbol), 8))
                .Append(ExplanationText.Word(token.Decision), Colours.Of(token.Decision))
                .Append(token.Reason is { } reason ? $", {PlainText.Clean(reason, 300)}" : "")
                .Append($"\n{PlainText.Clean(token.Address)}", Colours.Quiet);
        }

        sections.Add("Parted", Step(comparison.PartedAt));
        sections.Write(console);
        if (comparison.Parts.Count == 0)
        {
            return;
        }

        console.WriteLine();
        var full = comparison.Parts.Max(static part => Math.Max(part.First, part.Second));
        var table = new TextTable()
            .Add("what it gave")
            .Add(PlainText.Clean(PlainText.Symbol(comparison.First.Symbol), 12), isNumber: true)
            .Add("")
            .Add(PlainText.Clean(PlainText.Symbol(comparison.Second.Symbol), 12), isNumber: true)
            .Add("");
        foreach (var part in comparison.Parts)
        {
            table.Row(part.Name.ToLowerInvariant(), Points(part.First), Bar(part.First, full), Points(part.Second), Bar(part.Second, full));
        }

        table.Write(console);
    }

    private static string Points(double points) => points.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Bar(double points, double full) => Bars.Bar(points, full, BarWidth).PadRight(BarWidth);

    private static string Step(ComparisonStep step) => step switch
    {
        ComparisonStep.List => "at the list: one of them was not read",
        ComparisonStep.Gate => "at the gates",
        ComparisonStep.Data => "at the data: one of them has no rank",
        ComparisonStep.Rank => "by score and rank",
        ComparisonStep.Standing => "by what earlier cycles or people left: status, counters, holds or slots",
        _ => "nowhere: both have the same decision for the same reason",
    };
}
