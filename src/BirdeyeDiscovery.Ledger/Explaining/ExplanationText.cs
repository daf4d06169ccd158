using System.Globalization;
using System.Text;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Renders an explanation in plain sentences. Names of tokens are quoted, because anybody can choose them.</summary>
internal static class ExplanationText
{
    public static string Of(TokenExplanation token)
    {
        var text = new StringBuilder();
        Line(text, $"\"{token.Symbol ?? "?"}\" ({token.Address}) in the cycle of {token.Cycle.CycleTimestamp:O}: {Decision(token)}");
        AddList(text, token);
        if (token.Source is { } source and not MarketSourceInfo.Birdeye)
        {
            Line(text, $"The facts are those of the market source \"{source}\".");
        }

        AddGate(text, token.Gate);
        AddScore(text, token.Score);
        if (token.Outranked is { } outranked)
        {
            var by = outranked.BeatenBy is null ? "the line of an entry" : $"the last slot, which {outranked.BeatenBy} has";
            Line(text, $"It could have reached {outranked.BestTotal:0.00} at best, and {by} is at {outranked.Beaten:0.00}.");
            Line(text, $"Its slot rank could have been {outranked.BestSlotRank} or worse, or none.");
            Line(text, $"Not read: {outranked.Unread} and what follows.");
        }

        AddBefore(text, token);
        AddNearest(text, token);
        if (token.ScoreVersion != token.Cycle.ScoreVersion)
        {
            Line(text, $"The cycle used version {token.Cycle.ScoreVersion} of the scorer, and this answer version {token.ScoreVersion}.");
        }

        foreach (var difference in token.Differences)
        {
            Line(text, $"{difference.ToString()}");
        }

        return text.ToString().TrimEnd('\n');
    }

    public static string Decision(TokenExplanation token) => token.Reason is { } reason && token.Decision != TokenDecision.CycleFailed
        ? $"{Word(token.Decision)}, {reason}."
        : token.Decision == TokenDecision.CycleFailed ? $"the cycle failed: {token.Reason}." : $"{Word(token.Decision)}.";

    public static string Word(TokenDecision decision) => decision switch
    {
        TokenDecision.NotRead => "not a candidate",
        TokenDecision.Rejected => "rejected",
        TokenDecision.Outranked => "not read in full",
        TokenDecision.Skipped => "scored, does not enter",
        TokenDecision.Entered => "enters",
        TokenDecision.Kept => "stays",
        TokenDecision.Paused => "paused",
        TokenDecision.Removed => "removed",
        TokenDecision.CycleFailed => "no decision, because the cycle failed",
        TokenDecision.ReadInFull => "would be read in full",
        _ => "cannot be decided",
    };

    private static void AddList(StringBuilder text, TokenExplanation token)
    {
        if (token.ListPosition is { } position)
        {
            Line(text, $"It was at position {position} of the trending list.");
        }
        else if (token.Decision == TokenDecision.CycleFailed)
        {
            Line(text, $"Whether it was on the list is not known, because the cycle failed.");
        }
        else if (token.Decision != TokenDecision.NotRead)
        {
            Line(text, $"It was not on the trending list, and was read because it was active.");
        }
        else if (token.LastRead is not { } last)
        {
            Line(text, $"It was not on the trending list and not active. No stored cycle before has read it.");
        }
        else
        {
            var place = token.LastListPosition is { } then
                ? string.Create(CultureInfo.InvariantCulture, $"at position {then} of the list")
                : "not on the list, as far as is stored";
            Line(text, $"It was not on the trending list and not active.");
            Line(text, $"The last cycle that read it was that of {last:O}; it was {place}.");
        }
    }

    private static void AddGate(StringBuilder text, GateFinding? gate)
    {
        if (gate is null)
        {
            return;
        }

        if (gate is { Value: { } value, Threshold: { } threshold })
        {
            var stage = StoredText.Of(gate.Stage);
            Line(text, $"The gate {gate.Code} of the stage {stage} stopped it: {value:0.######} against {threshold:0.######}.");
        }
        else
        {
            Line(text, $"The gate {gate.Code} of the stage {StoredText.Of(gate.Stage)} stopped it.");
        }
    }

    private static void AddScore(StringBuilder text, ScoreFinding? score)
    {
        if (score is null)
        {
            return;
        }

        var rank = score.Rank is { } place ? string.Create(CultureInfo.InvariantCulture, $"rank {place}") : "no exact rank";
        var slot = score.SlotRank is { } own ? string.Create(CultureInfo.InvariantCulture, $"slot rank {own}") : "no exact slot rank";
        Line(text, $"Its score is {score.Total:0.00}: {rank}, {slot}.");
        foreach (var part in score.Parts)
        {
            var inputs = string.Join(", ", part.Inputs.Select(Input));
            Line(
                text,
                part.Contribution is { } share
                    ? $"{part.Name} has {part.Points:0.00} points and contributes {share:0.00}: {inputs}."
                    : (FormattableString)$"{part.Name} has {part.Points:0.00} points: {inputs}.");
        }

        foreach (var cap in score.Caps.Where(static cap => cap.IsBinding))
        {
            Line(text, $"{cap.Component} limits the total to {cap.Limit:0.00}; without the cap it would be {score.Sum:0.00}.");
        }

        if (score.FailedCalls.Count > 0)
        {
            Line(text, $"Failed calls: {string.Join(", ", score.FailedCalls)}.");
        }

        var missing = score.Missing.Count == 0 ? "Nothing was missing" : "Missing: " + string.Join(", ", score.Missing);
        Line(text, $"The coverage is {score.Coverage:0.0000}, and a rank needs {score.MinCoverage:0.####}. {missing}.");
    }

    private static string Input(ScoreInputValue input) => input.Known is { } known ? $"{input.Name} {known}"
        : input.Used is { } used ? $"{input.Name} unknown (counts as {used})"
        : $"{input.Name} unknown";

    private static void AddBefore(StringBuilder text, TokenExplanation token)
    {
        if (token.Before is { } before)
        {
            var status = StoredText.Of(before.Status) + (before.IsPermanent ? " and permanent" : "");
            var hold = before.HeldBy is { } by ? $", held by {by}" : "";
            Line(text, $"Before the cycle it was {status} for {before.StatusCycles} cycles{hold}.");
            Line(text, $"It had {before.LowScoreCycles} low scores in a row, and {before.MissingDataCycles} cycles without data.");
        }

        if (token.WarmUpCycles > 0)
        {
            Line(text, $"It had qualified in {token.WarmUpCycles} cycles in a row.");
        }
    }

    private static void AddNearest(StringBuilder text, TokenExplanation token)
    {
        if (token.Nearest is { } nearest)
        {
            var doubt = nearest.DecisionBefore == TokenDecision.Undecidable ? "cannot be decided" : "changes nothing";
            var then = Word(nearest.Decision) + (nearest.Reason is { } reason ? $" ({reason})" : "");
            Line(text, $"The nearest change: {nearest.Name} from {nearest.From} to {nearest.To}; then {then}.");
            Line(text, $"One step before, {nearest.StepBefore}, {doubt}.");
        }
        else if (token.Decision is not (TokenDecision.NotRead or TokenDecision.CycleFailed or TokenDecision.Removed))
        {
            Line(text, $"No single change of an input, a counter or an option changes this decision.");
        }
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
