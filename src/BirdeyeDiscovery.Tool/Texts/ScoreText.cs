using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>The text of the tool's answer about a score: its components as bars, and the inputs behind them.</summary>
internal static class ScoreText
{
    public const int BarWidth = 20;

    private const int NameWidth = 10;

    public static void AddTo(Sections sections, ScoreFinding score)
    {
        var content = sections.Add("Score").Append(Figures.Total(score.Total), Colours.Strong).Append(string.Create(
            CultureInfo.InvariantCulture,
            $" of 100, {(score.Rank is { } rank ? $"rank {rank}" : "no exact rank")}, "
                + $"{(score.SlotRank is { } slot ? $"slot rank {slot}" : "no exact slot rank")}"));
        foreach (var part in score.Parts)
        {
            content.Append(string.Create(
                CultureInfo.InvariantCulture, $"\n{part.Name.ToLowerInvariant().PadRight(NameWidth)} {part.Points,5:0.0} "));
            content.Append(Bars.Bar(part.Points, 100, BarWidth).PadRight(BarWidth), Colours.OfPoints((decimal)part.Points));
            if (part is { Weight: { } weight, Contribution: { } share })
            {
                content.Append(string.Create(CultureInfo.InvariantCulture, $" x {weight:0.00} = {share,5:0.00}"));
            }
        }

        foreach (var cap in score.Caps.Where(static cap => cap.IsBinding))
        {
            content.Append(
                string.Create(CultureInfo.InvariantCulture, $"\n{cap.Component} limits the total to {cap.Limit:0.00}; without the cap it "
                    + $"would be {score.Sum:0.00}"),
                Colours.Warn);
        }

        var missing = score.Missing.Count == 0 ? "everything was known" : "not known: " + string.Join(", ", score.Missing);
        content.Append(string.Create(
            CultureInfo.InvariantCulture, $"\ncoverage {score.Coverage * 100:0.#} %, a rank needs {score.MinCoverage * 100:0.#} %; "
                + $"{missing}"));
        if (score.FailedCalls.Count > 0)
        {
            content.Append($"\nfailed calls: {PlainText.Clean(string.Join(", ", score.FailedCalls))}", Colours.Warn);
        }

        sections.Add("Inputs", string.Join('\n', score.Parts.Select(static part =>
            $"{part.Name.ToLowerInvariant()}: {string.Join(", ", part.Inputs.Select(Input))}")));
    }

    private static string Input(ScoreInputValue input) => input.Known is { } known ? $"{input.Name} {Figures.Value(known)}"
        : input.Used is { } used ? $"{input.Name} unknown (counts as {Figures.Value(used)})"
        : $"{input.Name} unknown";
}
