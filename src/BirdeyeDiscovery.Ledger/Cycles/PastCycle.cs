namespace BirdeyeDiscovery.Ledger;

/// <summary>A past cycle: its stored snapshot and input, with the scorer and the policy that plan it again.</summary>
/// <param name="Snapshot">The stored snapshot.</param>
/// <param name="Input">The stored input.</param>
/// <param name="Scorer">The scorer, with the weights of that cycle.</param>
/// <param name="Policy">The host's strategy policy, or null.</param>
internal sealed record PastCycle(SnapshotRecord Snapshot, CycleInput Input, ITokenScorer Scorer, IStrategyPolicy? Policy)
{
    /// <summary>Gets the state before a past cycle, in which adopted seeds are permanent already, as when the cycle was planned.</summary>
    public CycleState Before { get; } = SeedTokens.Adopt(Input.State, Input.Adopted, TransitionTimes.Of(Input)).State;

    public CyclePlan Plan() => Plan(Input);

    /// <summary>Gets the plan of a past cycle whose input is changed; a change of the weights needs a scorer of its own.</summary>
    public CyclePlan Plan(CycleInput changed) =>
        CyclePlanner.Plan(changed, Scorer is TokenScorer ? new TokenScorer(changed.Options.Scoring) : Scorer, Policy);

    public int IndexOf(string address)
    {
        for (var index = 0; index < Input.Candidates.Count; index++)
        {
            if (Input.Candidates[index].Address == address)
            {
                return index;
            }
        }

        return -1;
    }
}
