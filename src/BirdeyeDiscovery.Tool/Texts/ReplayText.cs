using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>The text of the tool's answer about what a replay found.</summary>
internal static class ReplayText
{
    private const int MostTokens = 15;

    public static void Write(IAnsiConsole console, ReplayVerification check)
    {
        console.Line($"{Figures.Many(check.Equal + check.Different, "cycle")} replayed: {Figures.Count(check.Equal)} equal, "
            + $"{Figures.Count(check.Different)} different.");
        if (check.WithoutInput > 0)
        {
            console.Line($"{Figures.Many(check.WithoutInput, "cycle")} cannot be replayed: the input is not stored.");
        }

        if (check.OfOtherScorers > 0)
        {
            console.Line($"{Figures.Many(check.OfOtherScorers, "cycle")} not compared: another version of the scorer scored them.");
        }

        if (check.FirstDifference is { } first)
        {
            console.Line($"First difference: {PlainText.Clean(Figures.WithShortTimes(first.ToString()), 1_000)}", Colours.Bad);
        }
        else if (check.Equal > 0)
        {
            console.Line("Every stored row is what its stored input gives.", Colours.Good);
        }
    }

    public static void Write(IAnsiConsole console, WhatIf answer)
    {
        var options = string.Join(", ", answer.Options.Select(static option => $"{option.Key}={PlainText.Clean(option.Value, 60)}"));
        console.Line($"With {options}", Colours.Strong);
        console.Line(answer.CyclesThatDiffer == 0
            ? $"all {Figures.Many(answer.Cycles, "cycle")} would have ended with the same active tokens."
            : $"{Figures.Count(answer.CyclesThatDiffer)} of {Figures.Many(answer.Cycles, "cycle")} would have ended with other active "
                + $"tokens, the first at {Figures.Time(answer.FirstDifference!.Value)}.");
        if (answer.Undecided > 0)
        {
            console.Line($"{Figures.Many(answer.Undecided, "decision")} cannot be decided, because nobody read what they depend on; "
                + $"those tokens keep their status.");
        }

        if (answer.Tokens.Count == 0)
        {
            return;
        }

        console.WriteLine();
        var table = new TextTable().Add("symbol", most: 10).Add("address").Add("only in replay", true).Add("only in reality", true);
        foreach (var token in answer.Tokens.Take(MostTokens))
        {
            table.Row(
                PlainText.Symbol(token.Symbol),
                PlainText.Short(token.Address),
                Figures.Many(token.OnlyInReplay, "cycle"),
                Figures.Many(token.OnlyInReality, "cycle"));
        }

        table.Write(console);
        if (answer.Tokens.Count > MostTokens)
        {
            console.Line($"… and {Figures.Count(answer.Tokens.Count - MostTokens)} more; --json has all.");
        }
    }
}
