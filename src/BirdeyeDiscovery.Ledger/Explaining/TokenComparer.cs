namespace BirdeyeDiscovery.Ledger;

/// <summary>Compares two explanations of one cycle. Pure.</summary>
internal static class TokenComparer
{
    public static TokenComparison Compare(TokenExplanation first, TokenExplanation second) => new(
        first,
        second,
        Step(first, second),
        first.Score is { } left && second.Score is { } right
            ? [.. left.Parts
                .Zip(right.Parts, static (a, b) => new PartDifference(a.Name, a.Contribution ?? a.Points, b.Contribution ?? b.Points))
                .Where(static part => part.First != part.Second)
                .OrderByDescending(static part => Math.Abs(part.First - part.Second))]
            : []);

    private static ComparisonStep Step(TokenExplanation first, TokenExplanation second)
    {
        if (first.Decision == second.Decision && Code(first) == Code(second))
        {
            return ComparisonStep.Nowhere;
        }

        return Differ(static token => token.Decision == TokenDecision.NotRead) ? ComparisonStep.List
            : Differ(static token => token.Gate is { Stage: not RejectionStage.Data })
                || (first.Gate is not null && second.Gate is not null)
                ? ComparisonStep.Gate
            : Differ(static token => token.Gate is not null || token.Outranked is not null
                || token.Reason?.StartsWith("DATA_", StringComparison.Ordinal) == true) ? ComparisonStep.Data
            : Differ(static token => token.Before?.Status == TokenStatus.Active)
                || Differ(static token => token.Before?.IsPermanent == true)
                || Differ(static token => token.Before?.HeldBy is not null) || IsByCounter(first) || IsByCounter(second)
                ? ComparisonStep.Standing
            : ComparisonStep.Rank;

        bool Differ(Func<TokenExplanation, bool> test) => test(first) != test(second);
    }

    private static bool IsByCounter(TokenExplanation token) => Code(token) is
        ReasonCodes.WarmUp or ReasonCodes.CoolDown or ReasonCodes.Dwell or ReasonCodes.NoSlot or ReasonCodes.IncumbentKept
        or ReasonCodes.ByHand;

    private static string? Code(TokenExplanation token) => token.Reason?.Split(':')[0];
}
