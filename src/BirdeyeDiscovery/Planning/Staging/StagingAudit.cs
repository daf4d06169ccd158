namespace BirdeyeDiscovery;

/// <summary>Compares the decisions of a cycle that read all candidates with those of a staged cycle over the same answers. Pure.</summary>
internal static class StagingAudit
{
    /// <summary>
    /// Counts the decisions that staging would have changed; 0 unless a bound is wrong, or when the list was too old for staging.
    /// </summary>
    /// <param name="full">The input of the cycle, all candidates read.</param>
    /// <param name="steps">What was known after security, and after each part.</param>
    /// <param name="scorer">The scorer.</param>
    /// <param name="policy">The strategy policy.</param>
    public static int Differences(
        CycleInput full, IReadOnlyList<CandidateFacts[]> steps, ITokenScorer scorer, IStrategyPolicy? policy = null) =>
        steps.Count == 0
            ? 0
            : Differences(
                full.State,
                CyclePlanner.Plan(full, scorer, policy),
                CyclePlanner.Plan(Staged(full, steps, scorer), scorer, policy));

    /// <summary>Gets for the audit the input that a staged cycle would have had.</summary>
    /// <param name="full">The input of the cycle, all candidates read.</param>
    /// <param name="steps">What was known after security, and after each part.</param>
    /// <param name="scorer">The scorer.</param>
    /// <param name="perCall">How many candidates one call may contain, by part. It changes what is read, and no decision.</param>
    public static CycleInput Staged(
        CycleInput full, IReadOnlyList<CandidateFacts[]> steps, ITokenScorer scorer, Func<MissingPart, int>? perCall = null)
    {
        var facts = steps[0].ToArray();
        var reads = StagingRules.Reads(full, facts, scorer);
        reads.Begin();
        while (reads.Take(perCall ?? (static _ => 1)) is { Indexes.Length: > 0 } next)
        {
            foreach (var index in next.Indexes)
            {
                facts[index] = steps[(int)next.Part][index];
                reads.Complete(index);
            }
        }

        return full with { Candidates = facts, Enrichment = CycleEnrichment.Staged };
    }

    /// <summary>Counts for the audit of staging the tokens whose decision differs between two plans of one cycle.</summary>
    public static int Differences(CycleState before, CyclePlan full, CyclePlan staged)
    {
        if (full.Snapshot.Outcome == CycleOutcome.Failed || staged.Snapshot.Outcome == CycleOutcome.Failed)
        {
            return full.Snapshot.Outcome == staged.Snapshot.Outcome ? 0 : 1;
        }

        return Count(full.Events, staged.Events, static row => row.TokenAddress)
            + Count(Decided(before, full), Decided(before, staged), static row => row.Address)
            + Count(Actions(full), Actions(staged), static row => row.Address)
            + Count(full.Strategies, staged.Strategies, static row => row.TokenAddress);
    }

    private static int Count<T>(IEnumerable<T> full, IEnumerable<T> staged, Func<T, string> address)
        where T : notnull =>
        full.Except(staged).Concat(staged.Except(full)).Select(address).Distinct(StringComparer.Ordinal).Count();

    /// <summary>
    /// Gets the part of a row that the audit of staging compares, because it was decided. The figures of a token that is not active are
    /// those of its last score, and an unread token has none; they decide nothing.
    /// </summary>
    public static TrackedToken Decision(TrackedToken token) => token.Status == TokenStatus.Active ? token : token with
    {
        FdvUsd = null,
        LiquidityUsd = null,
        DiscoveryScore = null,
        DiscoveryRank = null,
        LastScoredAt = null,
    };

    // The audit of staging compares a paused token that stays paused only by its cool-down count. Its row also exists if it was merely
    // scored, and a score alone decides nothing.
    private static IEnumerable<TrackedToken> Decided(CycleState before, CyclePlan plan)
    {
        var changed = plan.Events.Select(static row => row.TokenAddress).ToHashSet(StringComparer.Ordinal);
        var stored = before.Tokens.ToDictionary(static token => token.Address, StringComparer.Ordinal);
        foreach (var token in plan.Tokens)
        {
            if (token.Status != TokenStatus.Paused || changed.Contains(token.Address))
            {
                yield return Decision(token);
            }
            else if (stored[token.Address] is var old && old.StatusCycles != token.StatusCycles)
            {
                yield return Decision(old) with { StatusCycles = token.StatusCycles };
            }
        }
    }

    private static IEnumerable<(string Address, ScoreAction Action, string Reason, int? SlotRank)> Actions(CyclePlan plan) => plan.Scores
        .Where(static row => row.Action != ScoreAction.Skip)
        .Select(static row => (row.TokenAddress, row.Action, row.ActionReason, row.SlotRank));
}
