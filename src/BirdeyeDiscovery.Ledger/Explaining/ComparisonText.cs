using System.Globalization;
using System.Text;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Explains in plain sentences how the decisions on two tokens differ.</summary>
internal static class ComparisonText
{
    public static string Of(TokenComparison comparison)
    {
        var text = new StringBuilder();
        var (first, second) = (Name(comparison.First), Name(comparison.Second));
        Line(text, $"{first}: {ExplanationText.Decision(comparison.First)}");
        Line(text, $"{second}: {ExplanationText.Decision(comparison.Second)}");
        Line(text, $"{Step(comparison.PartedAt)}");
        foreach (var part in comparison.Parts)
        {
            Line(text, $"{part.Name} gives {first} {part.First:0.00} points and {second} {part.Second:0.00} points.");
        }

        return text.ToString().TrimEnd('\n');
    }

    public static string Of(CycleComparison comparison)
    {
        var text = new StringBuilder();
        Line(text, $"From the cycle of {comparison.Earlier.CycleTimestamp:O} to the cycle of {comparison.Later.CycleTimestamp:O}:");
        foreach (var cycle in new[] { comparison.Earlier, comparison.Later }.Where(static cycle => cycle.Outcome == CycleOutcome.Failed))
        {
            Line(text, $"The cycle of {cycle.CycleTimestamp:O} failed and decided nothing: {cycle.Error ?? "no reason is stored"}");
        }

        foreach (var option in comparison.Options)
        {
            Line(text, $"The option {option.Key} changed from {option.From ?? "none"} to {option.To ?? "none"}.");
        }

        if (comparison.Options.Count == 0 && comparison.Earlier.OptionsHash != comparison.Later.OptionsHash)
        {
            Line(text, $"The options changed; which ones is not known, because an input is not stored.");
        }

        if (comparison.Earlier.ScoreVersion != comparison.Later.ScoreVersion)
        {
            Line(text, $"The version of the scorer changed from {comparison.Earlier.ScoreVersion} to {comparison.Later.ScoreVersion}.");
        }

        foreach (var token in comparison.Tokens.Where(static token => token.From != token.To))
        {
            var from = $"{ExplanationText.Word(token.From)} ({token.FromReason ?? "no reason"})";
            var to = $"{ExplanationText.Word(token.To)} ({token.ToReason ?? "no reason"})";
            Line(text, $"\"{token.Symbol}\" ({token.Address}): {from}, then {to}.");
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Name(TokenExplanation token) => $"\"{token.Symbol ?? "?"}\" ({token.Address})";

    private static string Step(ComparisonStep step) => step switch
    {
        ComparisonStep.List => "They part at the list: one of them was not read.",
        ComparisonStep.Gate => "They part at the gates.",
        ComparisonStep.Data => "They part at the data: one of them has no rank.",
        ComparisonStep.Rank => "They part by score and rank.",
        ComparisonStep.Standing => "They part by what earlier cycles or people left: status, counters, holds or slots.",
        _ => "Both have the same decision for the same reason.",
    };

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
