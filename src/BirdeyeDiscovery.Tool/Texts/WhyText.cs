using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>Prints why a cycle decided as it did on a token, as text for the console.</summary>
internal static class WhyText
{
    private const int MostChanges = 3;

    public static void Write(IAnsiConsole console, TokenWhy why)
    {
        var token = why.Explanation;
        console.Line($"{PlainText.Quoted(token.Symbol)} {PlainText.Clean(token.Address)}", Colours.Strong);
        console.Line(string.Create(
            CultureInfo.InvariantCulture, $"Cycle {token.Cycle.Id} of {Figures.Time(token.Cycle.CycleTimestamp)}"));
        console.WriteLine();
        var sections = new Sections();
        var decision = sections.Add("Decision").Append(ExplanationText.Word(token.Decision), Colours.Of(token.Decision));
        if (token.Reason is { } reason)
        {
            decision.Append($"\n{PlainText.Clean(reason, 500)}");
        }

        if (why.Now is { HeldBy: { } by } now)
        {
            sections.Add(
                "Now",
                $"{now.Status.ToString().ToLowerInvariant()}, held by {PlainText.Clean(by)}: {PlainText.Clean(now.HoldReason, 300)}\n"
                + "no cycle changes that until a person ends the hold");
        }

        sections.Add("List", List(token));
        AddGate(sections, token.Gate);
        if (token.Score is { } score)
        {
            ScoreText.AddTo(sections, score);
        }

        AddTrend(sections, why.Trend);
        AddOutranked(sections, token.Outranked);
        AddBefore(sections, token);
        AddNearest(sections, token);
        AddDifferences(sections, token);
        sections.Write(console);
    }

    private static string List(TokenExplanation token)
    {
        if (token.ListPosition is { } position)
        {
            return string.Create(CultureInfo.InvariantCulture, $"position {position} of the trending list");
        }

        if (token.Decision == TokenDecision.CycleFailed)
        {
            return "not known: the cycle failed";
        }

        if (token.Decision != TokenDecision.NotRead)
        {
            return "not on the trending list; read because it was active";
        }

        if (token.LastRead is not { } last)
        {
            return "not on the trending list and not active; no stored cycle before has read it";
        }

        var place = token.LastListPosition is { } then
            ? string.Create(CultureInfo.InvariantCulture, $"at position {then} of the list")
            : "not on the list, as far as is stored";
        return $"not on the trending list and not active\nlast read in the cycle of {Figures.Time(last)}, {place}";
    }

    private static void AddGate(Sections sections, GateFinding? gate)
    {
        if (gate is null)
        {
            return;
        }

        var content = sections.Add("Gate")
            .Append($"{PlainText.Clean(gate.Code)} (stage {StoredText.Of(gate.Stage)}) stopped it", Colours.Bad);
        if (gate is { Value: { } value, Threshold: { } threshold })
        {
            var full = Math.Max(Math.Abs(value), Math.Abs(threshold));
            content.Append($"\nfound {Figures.Number(value),12} ").Append(Bars.Bar(Math.Abs(value), full, ScoreText.BarWidth), Colours.Bad);
            content.Append($"\nlimit {Figures.Number(threshold),12} ").Append(Bars.Bar(Math.Abs(threshold), full, ScoreText.BarWidth));
        }
    }

    private static void AddTrend(Sections sections, IReadOnlyList<ScoreHistoryEntry> trend)
    {
        if (trend.Count < 2)
        {
            return;
        }

        var totals = trend.Select(static entry => entry.Score.TotalScore).ToList();
        sections.Add("Trend").Append(Bars.Spark(totals), Colours.Good).Append(
            $"\n{Figures.Total(totals.Min())} to {Figures.Total(totals.Max())} in {Figures.Many(totals.Count, "score")} since "
                + $"{Figures.Time(trend[0].CycleTimestamp)}");
    }

    private static void AddOutranked(Sections sections, OutrankedFinding? outranked)
    {
        if (outranked is null)
        {
            return;
        }

        var by = outranked.BeatenBy is { } address ? $"the last slot, which {PlainText.Short(address)} has" : "the line of an entry";
        sections.Add("Outranked", string.Create(
            CultureInfo.InvariantCulture,
            $"could have reached {outranked.BestTotal:0.00} at best, and {by} is at {outranked.Beaten:0.00}; slot rank "
                + $"{outranked.BestSlotRank} or worse, or none"));
    }

    private static void AddBefore(Sections sections, TokenExplanation token)
    {
        if (token.Before is { } before)
        {
            var status = StoredText.Of(before.Status) + (before.IsPermanent ? " and permanent" : "");
            var hold = before.HeldBy is { } by ? $", held by {PlainText.Clean(by, 100)}" : "";
            sections.Add("Before", $"{status} for {Figures.Many(before.StatusCycles, "cycle")}{hold}; "
                + $"{Figures.Many(before.LowScoreCycles, "low score")} in a row, {Figures.Many(before.MissingDataCycles, "cycle")} "
                + $"without data");
        }

        if (token.WarmUpCycles > 0)
        {
            sections.Add("", $"qualified in {Figures.Many(token.WarmUpCycles, "cycle")} in a row");
        }

        if (token.Events.Count > 0)
        {
            sections.Add("Changes", string.Join('\n', token.Events.Take(MostChanges).Select(static item =>
                $"{Figures.Time(item.CreatedAt)} {StoredText.Of(item.EventType)}: {PlainText.Clean(item.Reason, 200)}")));
        }
    }

    private static void AddNearest(Sections sections, TokenExplanation token)
    {
        if (token.Nearest is { } nearest)
        {
            var then = ExplanationText.Word(nearest.Decision) + (nearest.Reason is { } reason ? $" ({PlainText.Clean(reason, 200)})" : "");
            var change = sections.Add("What if").Append($"{nearest.Name}", Colours.Strong)
                .Append($" were {Figures.Value(nearest.To)} instead of {Figures.Value(nearest.From)}: {then}");
            if (nearest.StepBefore == nearest.From)
            {
                return;
            }

            var doubt = nearest.DecisionBefore == TokenDecision.Undecidable ? "cannot be decided" : "changes nothing";
            change.Append($"\none step less, {Figures.Value(nearest.StepBefore)}, {doubt}", Colours.Quiet);
        }
        else if (token.Decision is not (TokenDecision.NotRead or TokenDecision.CycleFailed or TokenDecision.Removed))
        {
            sections.Add("What if", "no single change of an input, a counter or an option changes this decision");
        }
    }

    private static void AddDifferences(Sections sections, TokenExplanation token)
    {
        if (token.ScoreVersion != token.Cycle.ScoreVersion)
        {
            sections.Add("Version", $"the cycle used version {PlainText.Clean(token.Cycle.ScoreVersion, 50)} of the scorer, and this "
                + $"answer {PlainText.Clean(token.ScoreVersion, 50)}");
        }

        foreach (var difference in token.Differences)
        {
            sections.Add("Differs", PlainText.Clean(difference.ToString(), 500), Colours.Warn);
        }
    }
}
