namespace BirdeyeDiscovery.Ledger;

/// <summary>Reads from the rows or the plan of a past cycle how it decided on one token. Pure.</summary>
internal static class Decisions
{
    private const string UnreadMatters = "an unread candidate could change a decision";

    /// <summary>Gets the decision on a token that the plan of a past cycle states, with its reason.</summary>
    public static (TokenDecision Decision, string? Reason) Of(CyclePlan plan, CycleState before, string address)
    {
        if (plan.Snapshot.Outcome == CycleOutcome.Failed)
        {
            return (TokenDecision.CycleFailed, plan.Snapshot.Error);
        }

        return Of(
            plan.Scores.FirstOrDefault(row => row.TokenAddress == address),
            plan.Rejections.FirstOrDefault(row => row.TokenAddress == address),
            plan.Events.Where(row => row.TokenAddress == address),
            IsActive(before, address));
    }

    /// <summary>Gets the decision on a token that the stored rows of a past cycle state.</summary>
    public static (TokenDecision Decision, string? Reason) Of(
        ScoreRecord? score, RejectionRecord? rejection, IEnumerable<LifecycleEvent> events, bool wasActive)
    {
        if (rejection is not null)
        {
            return (
                rejection.ReasonCode == ReasonCodes.Outranked ? TokenDecision.Outranked
                    : wasActive ? TokenDecision.Paused
                    : TokenDecision.Rejected,
                rejection.ReasonCode);
        }

        if (events.FirstOrDefault(static row => row.EventType == LifecycleEventType.Removed) is { } removed)
        {
            return (TokenDecision.Removed, removed.Reason);
        }

        return score is null ? (TokenDecision.NotRead, null) : (Of(score.Action, wasActive), score.ActionReason);
    }

    /// <summary>Gets whether the plan of a past cycle failed because an unread candidate could change a decision.</summary>
    public static bool IsOpen(CyclePlan plan) =>
        plan.Snapshot.Outcome == CycleOutcome.Failed
        && plan.Snapshot.Error?.StartsWith(UnreadMatters, StringComparison.Ordinal) == true;

    public static bool IsActive(CycleState state, string address) =>
        state.Tokens.FirstOrDefault(token => token.Address == address) is { Status: TokenStatus.Active };

    private static TokenDecision Of(ScoreAction action, bool wasActive) => action switch
    {
        ScoreAction.Add => TokenDecision.Entered,
        ScoreAction.Keep => TokenDecision.Kept,
        ScoreAction.Remove => TokenDecision.Paused,
        _ => wasActive ? TokenDecision.Kept : TokenDecision.Skipped,
    };
}
