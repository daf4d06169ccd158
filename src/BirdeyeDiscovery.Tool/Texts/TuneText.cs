using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>The text of the tool's answer about what a search for better options found.</summary>
internal static class TuneText
{
    public static void Write(IAnsiConsole console, TuneAnswer answer)
    {
        foreach (var result in answer.Searches)
        {
            Write(console, result);
            console.WriteLine();
        }

        if (answer.TradesNotRead is { } reason)
        {
            console.Line($"The trades were not read: {PlainText.Clean(reason, 400)}", Colours.Warn);
            return;
        }

        Write(console, answer.Trades, answer.Searches[^1].Trials);
    }

    private static void Write(IAnsiConsole console, TuneResult result)
    {
        console.Line($"Tuning {result.Search}: {Figures.Many(result.Variants.Count - 1, "variant")}, seed {result.Seed}", Colours.Strong);
        console.Line($"Fitted {Figures.Time(result.From)} to {Figures.Time(result.Boundary)}: "
            + $"{Figures.Many(result.Cycles.Fitted, "cycle")}");
        console.Line($"Held out until {Figures.Time(result.To)}: {Figures.Many(result.Cycles.HeldOut, "cycle")}");
        console.Line($"The last {Figures.Duration(result.Purge)} before the part held out are not fitted, because their returns reach "
            + $"into it.");
        if (result.Cycles.LeftOut > 0)
        {
            console.Line($"{Figures.Many(result.Cycles.LeftOut, "cycle")} left out: another score version, or no stored input.");
        }

        if (result.OptionSets > 1)
        {
            console.Line($"{Figures.Count(result.OptionSets)} sets of options decided these cycles; each decided who was scored.");
        }

        console.WriteLine();
        console.Line(result.Summary, Style(result.Verdict));
        console.Line(TrialsText(result));
        if (result.NotRemembered is { } reason)
        {
            console.Line($"Not remembered, because {PlainText.Clean(reason, 400)}", Colours.Warn);
        }

        var hasFigures = result.Variants.Any(static entry => entry.Fitted.RankIc is not null || entry.HeldOut.RankIc is not null);
        if (hasFigures)
        {
            console.WriteLine();
            WriteVariants(console, result);
        }

        var axes = result.Axes.Where(static axis => axis.Current is not null || axis.Variant is not null).ToList();
        if (axes.Count > 0)
        {
            console.WriteLine();
            WriteAxes(console, axes);
        }

        WriteNotes(console, result);
        WriteOptions(console, result);
    }

    private static string TrialsText(TuneResult result)
    {
        var p = result.FamilyWisePValue is { } family
            ? $"The p-value of the chosen options alone is {P(result.PValue)}; as the best of all of them it is {P(family)}."
            : "";
        var rows = result.TrialRows > result.Trials ? $", on {Figures.Many(result.TrialRows, "pair")} of variant and periods" : "";
        return result.IsRemembered
            ? ($"{Figures.Many(result.Trials, "different variant")} {(result.Trials == 1 ? "was" : "were")} "
                + $"ever tried on this ledger{rows}. {p}").TrimEnd()
            : result.NotRemembered is not null
            ? $"{Figures.Many(result.Trials, "variant")} {(result.Trials == 1 ? "is" : "are")} counted. {p}".TrimEnd()
            : $"This store does not remember trials: the {Figures.Many(result.Trials, "variant")} of this search alone "
                + $"{(result.Trials == 1 ? "is" : "are")} counted, and earlier searches make the truth worse. {p}".TrimEnd();
    }

    private static void WriteVariants(IAnsiConsole console, TuneResult result)
    {
        var objective = $"{char.ToUpperInvariant(result.Objective[0])}{result.Objective[1..]}";
        if (result.Search == ThresholdSearch.Name)
        {
            console.Line($"{objective} on the fitted part; beside each variant, the options of now on the same cycles, and t of the "
                + "difference");
            WriteThresholds(console, result);
            return;
        }

        console.Line($"{objective}, and t of its difference to now");
        var table = new TextTable(gap: 1).Add("options", most: 42).Add("fitted", true).Add("held out", true).Add("t", true);
        var defaults = result.Variants.FirstOrDefault(static entry => entry.Variant.Origin == TuneOrigin.Default);
        Row(table, defaults is null ? "now, the defaults" : "now", result.Current);
        if (defaults is not null)
        {
            Row(table, "defaults", defaults);
        }

        if (result.Chosen is { } chosen && chosen.Variant.Hash != result.Current.Variant.Hash)
        {
            Row(table, "chosen", chosen);
        }

        if (result.Random is { } random)
        {
            table.Row("random, median", "", Signed(random.Median), "");
            table.Row("random, 95 % of them", "", $"{Signed(random.Lower)} to {Signed(random.Upper)}", "");
        }

        table.Write(console);
    }

    private static void WriteThresholds(IAnsiConsole console, TuneResult result)
    {
        var table = new TextTable(gap: 1).Add("options", most: 40).Add("fitted", true).Add("now", true).Add("t", true).Add("windows", true)
            .Add("undecided", true);
        table.Row("now, all cycles", "", Signed(result.Current.Fitted.RankIc), "", Figures.Count(result.Current.Fitted.Windows), "");
        foreach (var entry in result.Variants.Skip(1))
        {
            table.Row(
                string.Join(' ', entry.Variant.Options.Select(static option =>
                    $"{option.Key[(option.Key.LastIndexOf(':') + 1)..]}={PlainText.Clean(option.Value, 20)}"))
                    + (entry.IsAsNow ? " (as now)" : ""),
                Signed(entry.Fitted.RankIc),
                Signed(entry.Fitted.CurrentRankIc),
                T(entry.Fitted.DifferenceT),
                Figures.Count(entry.Fitted.Windows),
                entry.Undecided is { } undecided ? Figures.Count(undecided) : "");
        }

        table.Write(console);
    }

    private static void Row(TextTable table, string name, TuneEntry entry) => table.Row(
        name, Signed(entry.Fitted.RankIc), Signed(entry.HeldOut.RankIc), T(entry.HeldOut.DifferenceT));

    private static string T(double? value) => value?.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) ?? "";

    private static void WriteAxes(IAnsiConsole console, IReadOnlyList<TuneAxis> axes)
    {
        console.Line("On the part held out");
        var table = new TextTable().Add("axis").Add("now", true).Add("chosen", true).Add("t", true).Add("chosen is");
        foreach (var axis in axes)
        {
            table.Row(
                axis.Horizon is { } horizon ? $"{axis.Name}, {TuneRules.Words(horizon)}" : axis.Name,
                Value(axis, axis.Current),
                Value(axis, axis.Variant),
                T(axis.TStatistic),
                new TextCell(Word(axis.State), Style(axis.State)));
        }

        table.Write(console);
    }

    private static void WriteWalkForward(IAnsiConsole console, TuneResult result)
    {
        var steps = result.WalkForward;
        var known = steps.Where(static step => step.HasFigures).ToList();
        if (known.Count == 0)
        {
            return;
        }

        console.WriteLine();
        console.Line($"Walk-forward: in {Figures.Count(known.Count(static step => step.Chosen > step.Current))} of "
            + $"{Figures.Many(known.Count, "block")} the choice of the time before was above the options of now"
            + (known.Count(step => step.Hash == result.Current.Variant.Hash) is var same and > 0
                ? $", and in {Figures.Count(same)} it was these options."
                : "."));
        var table = new TextTable().Add("block from").Add("windows", true).Add("now", true).Add("choice", true).Add("t", true);
        foreach (var step in known)
        {
            table.Row(Figures.Time(step.From), Figures.Count(step.Windows), Signed(step.Current), Signed(step.Chosen), T(step.DifferenceT));
        }

        table.Write(console);
        foreach (var step in steps.Where(static step => !step.HasFigures))
        {
            console.Line($"Left out: the block from {Figures.Time(step.From)}, "
                + (step.Hash is null ? "before which there are too few data to choose." : "which has no returns."));
        }
    }

    private static void WriteNotes(IAnsiConsole console, TuneResult result)
    {
        WriteWalkForward(console, result);
        if (result.Undecided is > 0 || result.Variants.Any(static entry => entry.Undecided > 0))
        {
            var heldOut = result.Undecided is { } count
                ? $"On the part held out the replay cannot make {Figures.Many(count, "decision")}. "
                : "";
            console.Line($"{heldOut}Nobody read what an undecided decision depends on: the token keeps its status, and is not compared "
                + $"in this cycle. Cycles in which it has a place in one of the lists only are left out.");
        }

        if (result.UndecidedShare > ReplayAxes.MostUndecided)
        {
            console.Line($"{Figures.Number(Math.Round(result.UndecidedShare.Value * 100, 1))} % of the active tokens of the replay are "
                + $"undecided, so the list is not judged.", Colours.Warn);
        }

        if (result.NotReplayed is { } reason)
        {
            console.Line($"The list was not replayed: {PlainText.Clean(reason, 400)}", Colours.Warn);
        }
    }

    private static void WriteOptions(IAnsiConsole console, TuneResult result)
    {
        if (result.Chosen is not { } chosen || chosen.Variant.Hash == result.Current.Variant.Hash)
        {
            return;
        }

        console.WriteLine();
        console.Line(result.Verdict == TuneVerdict.Better ? "The chosen options:" : "The chosen options, which this does not recommend:");
        console.Line(TuneConfiguration.Of(chosen.Variant.Options));
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<TradeYardstick> trades, long trials)
    {
        if (trades.Count == 0)
        {
            console.Line("No closed trade has a return, so there is no Sharpe ratio.", Colours.Quiet);
            return;
        }

        console.Line($"Closed trades by the options under which they were opened, against {Figures.Many(trials, "trial")}", Colours.Strong);
        var table = new TextTable().Add("version").Add("options").Add("trades", true).Add("mean", true).Add("Sharpe", true)
            .Add("of chance", true).Add("deflated");
        foreach (var group in trades)
        {
            table.Row(
                PlainText.Clean(group.ScoreVersion, 10),
                PlainText.Clean(group.OptionsHash, 12),
                Figures.Count(group.Trades),
                (group.MeanReturn * 100).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) + " %",
                group.Sharpe?.ToString("0.000", CultureInfo.InvariantCulture) ?? "",
                group.Threshold?.ToString("0.000", CultureInfo.InvariantCulture) ?? "",
                group.Probability?.ToString("0.000", CultureInfo.InvariantCulture)
                    ?? (group.Trades < TradeYardstick.MinTrades ? $"needs {TradeYardstick.MinTrades}" : "equal returns"));
        }

        table.Write(console);
    }

    private static string Signed(double? value) => value?.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture) ?? "";

    private static string P(double? p) => p is < .0001 ? "below 0.0001" : p?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "unknown";

    private static string Value(TuneAxis axis, double? value) => value is not { } number ? ""
        : axis.Name == "rank IC" ? Signed(number)
        : axis.Name == "active tokens" ? number.ToString("0.00", CultureInfo.InvariantCulture)
        : (number * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %";

    private static string Word(AxisState state) => state switch
    {
        AxisState.Better => "better",
        AxisState.Worse => "worse",
        AxisState.Informative => "not judged",
        AxisState.Even => "even",
        _ => "no data",
    };

    private static Style Style(AxisState state) => state switch
    {
        AxisState.Better => Colours.Good,
        AxisState.Worse => Colours.Bad,
        _ => Colours.Quiet,
    };

    private static Style Style(TuneVerdict verdict) => verdict switch
    {
        TuneVerdict.Better => Colours.Good,
        TuneVerdict.Regression => Colours.Bad,
        _ => Colours.Warn,
    };
}
