namespace BirdeyeDiscovery.Ledger;

/// <summary>Explains how two cycles differ, by their stored rows. Pure.</summary>
internal static class CycleComparer
{
    public static CycleComparison Compare(CycleRows earlier, CycleRows later)
    {
        var (before, after) = (Tokens(earlier), Tokens(later));
        var changes = before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(address => Change(address, before.GetValueOrDefault(address), after.GetValueOrDefault(address)))
            .Where(static change => (change.From, change.FromReason, change.FromTotal, change.FromSlotRank)
                != (change.To, change.ToReason, change.ToTotal, change.ToSlotRank));
        return new CycleComparison(
            earlier.Snapshot,
            later.Snapshot,
            earlier.Cycle is { } first && later.Cycle is { } second ? [.. Options(first.Input.Options, second.Input.Options)] : [],
            [.. changes]);
    }

    /// <summary>Gets the options that differ between two cycles and can be why they decided differently.</summary>
    public static IEnumerable<OptionChange> Options(BirdeyeDiscoveryOptions earlier, BirdeyeDiscoveryOptions later) =>
        OptionTable.Keys.Where(static key => key is { DecidesCycle: true, IsSecret: false })
            .Select(key => new OptionChange(key.Path, key.Text(earlier), key.Text(later)))
            .Concat(OptionLists.All.Where(static list => list.DecidesCycle)
                .Select(list => new OptionChange(list.Path, Joined(list.Get(earlier)), Joined(list.Get(later)))))
            .Where(static change => change.From != change.To);

    private static string Joined(IEnumerable<string> values) => string.Join(' ', values.Order(StringComparer.Ordinal));

    private static DecisionChange Change(string address, Standing? before, Standing? after) => new()
    {
        Address = address,
        Symbol = (after ?? before)!.Symbol,
        From = before?.Decision ?? TokenDecision.NotRead,
        FromReason = before?.Reason,
        FromTotal = before?.Score?.TotalScore,
        FromSlotRank = before?.Score?.SlotRank,
        To = after?.Decision ?? TokenDecision.NotRead,
        ToReason = after?.Reason,
        ToTotal = after?.Score?.TotalScore,
        ToSlotRank = after?.Score?.SlotRank,
    };

    // When two cycles are compared and the stored input of one is missing, its Paused event shows that a token was active, because only
    // active tokens are paused.
    private static Dictionary<string, Standing> Tokens(CycleRows rows)
    {
        var events = rows.Events.ToLookup(static row => row.TokenAddress, StringComparer.Ordinal);
        var tokens = new Dictionary<string, Standing>(StringComparer.Ordinal);
        foreach (var score in rows.Scores)
        {
            var (decision, reason) = Decisions.Of(score, null, events[score.TokenAddress], WasActive(rows, score.TokenAddress));
            tokens[score.TokenAddress] = new Standing(score.Symbol, decision, reason, score);
        }

        foreach (var rejection in rows.Rejections)
        {
            var wasActive = events[rejection.TokenAddress].Any(static row => row.EventType == LifecycleEventType.Paused)
                || WasActive(rows, rejection.TokenAddress);
            var (decision, reason) = Decisions.Of(null, rejection, events[rejection.TokenAddress], wasActive);
            tokens[rejection.TokenAddress] = new Standing(rejection.Symbol, decision, reason, null);
        }

        return tokens;
    }

    private static bool WasActive(CycleRows rows, string address) => rows.Cycle is { } cycle && Decisions.IsActive(cycle.Before, address);

    private sealed record Standing(string Symbol, TokenDecision Decision, string? Reason, ScoreRecord? Score);
}
