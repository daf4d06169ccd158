using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>The text of the tool's answer about what the doctor's checks found.</summary>
internal static class DoctorText
{
    public static void Write(IAnsiConsole console, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var (word, style) = finding.Status switch
            {
                FindingStatus.Ok => ("ok", Colours.Good),
                FindingStatus.Warning => ("warning", Colours.Warn),
                _ => ("fault", Colours.Bad),
            };
            var table = new Table { Border = TableBorder.None, ShowHeaders = false };
            table.AddColumn(new TableColumn("") { Width = 9, NoWrap = true, Padding = new Padding(0) });
            table.AddColumn(new TableColumn("") { Width = 15, NoWrap = true, Padding = new Padding(0) });
            table.AddColumn(new TableColumn("") { Width = Math.Max(20, console.Profile.Width - 24), Padding = new Padding(0) });
            var text = new Paragraph(PlainText.Clean(finding.Text, 1_000));
            if (finding.Advice is { } advice)
            {
                text.Append($"\n{advice}", Colours.Strong);
            }

            table.AddRow(new Text(word, style), new Text(finding.Check), text);
            console.Write(table);
        }

        var faults = findings.Count(static finding => finding.Status == FindingStatus.Fault);
        var warnings = findings.Count(static finding => finding.Status == FindingStatus.Warning);
        console.WriteLine();
        console.Line(faults + warnings == 0 ? "Everything is in order." : $"{Figures.Many(faults, "fault")}, "
            + $"{Figures.Many(warnings, "warning")}.");
    }
}
