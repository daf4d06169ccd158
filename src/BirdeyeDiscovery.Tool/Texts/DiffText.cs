using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>The text of the tool's answer about what changed between two cycles.</summary>
internal static class DiffText
{
    private const int MostMoved = 5;

    public static void Write(IAnsiConsole console, CycleComparison comparison)
    {
        console.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"From cycle {comparison.Earlier.Id}, {Figures.Time(comparison.Earlier.CycleTimestamp)}, to cycle {comparison.Later.Id}, "
                + $"{Figures.Time(comparison.Later.CycleTimestamp)}"));
        foreach (var cycle in new[] { comparison.Earlier, comparison.Later }.Where(static cycle => cycle.Outcome == CycleOutcome.Failed))
        {
            console.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"Cycle {cycle.Id} failed and decided nothing: {PlainText.Clean(cycle.Error ?? "no reason is stored", 300)}"));
        }

        WriteOptions(console, comparison);
        var changed = comparison.Tokens.Where(static token => token.From != token.To).ToList();
        console.WriteLine();
        console.Line(changed.Count == 0 ? "No decision changed." : $"{Figures.Many(changed.Count, "decision")} changed:", Colours.Strong);
        if (changed.Count > 0)
        {
            var table = new TextTable(gap: 1).Add("symbol", most: 10).Add("from").Add("to").Add("score", isNumber: true).Add("reason");
            foreach (var token in changed)
            {
                table.Row(
                    PlainText.Symbol(token.Symbol),
                    new TextCell(ExplanationText.Word(token.From), Colours.Of(token.From)),
                    new TextCell(ExplanationText.Word(token.To), Colours.Of(token.To)),
                    token.ToTotal is null ? "" : Figures.Total(token.ToTotal),
                    PlainText.Clean(token.ToReason, 200));
            }

            table.Write(console);
        }

        WriteMoved(console, comparison);
    }

    private static void WriteOptions(IAnsiConsole console, CycleComparison comparison)
    {
        if (comparison.Options.Count > 0)
        {
            console.WriteLine();
            console.Line($"{Figures.Many(comparison.Options.Count, "option")} changed:", Colours.Strong);
            var table = new TextTable().Add("key").Add("from").Add("to");
            foreach (var option in comparison.Options)
            {
                table.Row(option.Key, PlainText.Clean(option.From ?? "none", 30), PlainText.Clean(option.To ?? "none", 30));
            }

            table.Write(console);
        }
        else if (comparison.Earlier.OptionsHash != comparison.Later.OptionsHash)
        {
            console.Line("The options changed; which ones is not known, because an input is not stored.");
        }

        if (comparison.Earlier.ScoreVersion != comparison.Later.ScoreVersion)
        {
            console.Line($"The version of the scorer changed from {PlainText.Clean(comparison.Earlier.ScoreVersion, 50)} to "
                + $"{PlainText.Clean(comparison.Later.ScoreVersion, 50)}.");
        }
    }

    private static void WriteMoved(IAnsiConsole console, CycleComparison comparison)
    {
        var moved = comparison.Tokens
            .Where(static token => token.From == token.To && token.FromTotal is not null && token.ToTotal is not null)
            .OrderByDescending(static token => Math.Abs(token.ToTotal!.Value - token.FromTotal!.Value))
            .Take(MostMoved)
            .ToList();
        if (moved.Count == 0)
        {
            return;
        }

        console.WriteLine();
        console.Line("Largest changes of a score with the same decision:", Colours.Strong);
        var table = new TextTable().Add("symbol", most: 10).Add("decision").Add("from", true).Add("to", true).Add("by", true).Add("slot "
            + "rank", true);
        foreach (var token in moved)
        {
            var by = token.ToTotal!.Value - token.FromTotal!.Value;
            table.Row(
                PlainText.Symbol(token.Symbol),
                ExplanationText.Word(token.To),
                Figures.Total(token.FromTotal),
                Figures.Total(token.ToTotal),
                new TextCell(by.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture), by < 0 ? Colours.Bad : Colours.Good),
                $"{Figures.Rank(token.FromSlotRank)} to {Figures.Rank(token.ToSlotRank)}");
        }

        table.Write(console);
    }
}
