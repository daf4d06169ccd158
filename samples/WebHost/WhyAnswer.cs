using BirdeyeDiscovery.Ledger;

namespace WebHost;

/// <summary>What a person wants to know about a token.</summary>
/// <param name="Address">The mint address.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="CycleTimestamp">The cycle that decided.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Reason">The reason code and its text.</param>
/// <param name="Explanation">The explanation, one sentence each.</param>
internal sealed record WhyAnswer(
    string Address,
    string? Symbol,
    DateTimeOffset CycleTimestamp,
    TokenDecision Decision,
    string? Reason,
    IReadOnlyList<string> Explanation)
{
    public static WhyAnswer Of(TokenExplanation found) => new(
        found.Address,
        found.Symbol,
        found.Cycle.CycleTimestamp,
        found.Decision,
        found.Reason,
        found.ToText().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
