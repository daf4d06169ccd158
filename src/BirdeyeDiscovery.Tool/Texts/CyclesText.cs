using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>The text of the tool's answer <c>cycles</c>: the cycles, newest first.</summary>
internal static class CyclesText
{
    public static void Write(IAnsiConsole console, IReadOnlyList<SnapshotRecord> cycles)
    {
        var table = new TextTable(gap: 1)
            .Add("#", true).Add("time").Add("outcome").Add("scored", true).Add("dropped", true).Add("in", true).Add("out", true)
            .Add("calls", true).Add("units", true).Add("took", true);
        foreach (var cycle in cycles)
        {
            table.Row(
                cycle.Id.ToString(CultureInfo.InvariantCulture),
                Figures.Time(cycle.CycleTimestamp),
                new TextCell(StoredText.Of(cycle.Outcome), Colours.Of(cycle.Outcome)),
                Figures.Count(cycle.ScoredCount),
                Figures.Count(cycle.RejectedCount),
                Figures.Count(cycle.TokensAdded),
                Figures.Count(cycle.TokensRemoved),
                Figures.Count(cycle.ApiCallsMade),
                Figures.Count(cycle.ComputeUnits),
                string.Create(CultureInfo.InvariantCulture, $"{cycle.DurationMs / 1000.0:0.0}s"));
        }

        table.Write(console);
        foreach (var failed in cycles.Where(static cycle => cycle.Error is not null))
        {
            console.Line(string.Create(CultureInfo.InvariantCulture, $"Cycle {failed.Id}: {PlainText.Clean(failed.Error)}"), Colours.Bad);
        }
    }
}
