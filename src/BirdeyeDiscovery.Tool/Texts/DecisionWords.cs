namespace BirdeyeDiscovery.Tool;

/// <summary>The words for decisions, as explanations use them.</summary>
internal static class DecisionWords
{
    public static string Of(TokenDecision decision) => decision switch
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
}
