using System.Globalization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Writes the sentences of a report that say why a token has its status. Pure.</summary>
internal static class WhySentences
{
    public static IReadOnlyList<string> Of(TrackedToken token, DateTimeOffset? since, TokenExplanation? explanation)
    {
        var lines = new List<string> { Status(token, since) };
        if (token.HeldBy is { } by)
        {
            var why = token.HoldReason is { } reason ? $" ({reason})" : "";
            lines.Add($"{by} holds it{why}. No cycle changes its status until a person ends the hold.");
        }

        if (explanation is not null)
        {
            AddExplanation(lines, token, explanation);
        }

        return lines;
    }

    private static string Status(TrackedToken token, DateTimeOffset? since)
    {
        var start = since is { } time ? string.Create(CultureInfo.InvariantCulture, $" since {time.UtcDateTime:yyyy-MM-dd HH:mm}") : "";
        var status = token.Status == TokenStatus.Active ? "Active" : token.Status == TokenStatus.Paused ? "Paused" : "Removed";
        if (token.StatusReason is not { Length: > 0 } reason)
        {
            return $"{status}{start}.";
        }

        var words = ReasonWords.Of(ReasonWords.CodeOf(reason));
        return words is null ? $"{status}{start} ({reason})." : $"{status}{start}, because {words} ({reason}).";
    }

    private static void AddExplanation(List<string> lines, TrackedToken token, TokenExplanation explanation)
    {
        var reason = explanation.Decision == TokenDecision.CycleFailed ? null : explanation.Reason;
        var words = reason is null ? null : ReasonWords.Of(ReasonWords.CodeOf(reason));
        lines.Add(
            words is null
                ? $"Last cycle of the period: {ExplanationText.Decision(explanation)}"
                : $"Last cycle of the period: {ExplanationText.Word(explanation.Decision)}, because {words} ({reason}).");
        if (explanation.Score is { } score)
        {
            foreach (var cap in score.Caps.Where(static cap => cap.IsBinding))
            {
                lines.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{cap.Component} limits the total to {cap.Limit:0.0}; without the cap it would be {score.Sum:0.0}."));
            }

            if (score.Missing.Count > 0)
            {
                lines.Add($"Not known: {string.Join(", ", score.Missing)}.");
            }
        }

        if (explanation.Nearest is { } nearest)
        {
            var then = ExplanationText.Word(nearest.Decision);
            lines.Add($"Nearest other decision: {then}, if {nearest.Name} were {Figure(nearest.To)} instead of {Figure(nearest.From)}.");
        }
        else if (token.IsPermanent)
        {
            lines.Add("No value of the market can end it, because the token is permanent.");
        }
    }

    // A figure of the market has all digits of its source. The why sentence in a report needs only a few of them.
    private static string Figure(string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number.ToString(Math.Abs(number) >= 1000 ? "#,0" : "G4", CultureInfo.InvariantCulture)
        : value;
}
