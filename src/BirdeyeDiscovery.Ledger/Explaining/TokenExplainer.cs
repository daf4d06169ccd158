namespace BirdeyeDiscovery.Ledger;

/// <summary>Explains what a cycle decided on one token, from its input and its plan. Pure.</summary>
internal static class TokenExplainer
{
    public static TokenExplanation Explain(PastCycle cycle, CyclePlan plan, string address)
    {
        var input = cycle.Input;
        var before = cycle.Before.Tokens.FirstOrDefault(token => token.Address == address);
        var index = cycle.IndexOf(address);
        var (decision, reason) = Decisions.Of(plan, cycle.Before, address);
        var explanation = new TokenExplanation
        {
            Address = address,
            Symbol = index >= 0 ? input.Candidates[index].Symbol : before?.Symbol,
            Cycle = cycle.Snapshot,
            Source = input.Source,
            Decision = decision,
            Reason = reason,
            Before = before,
            WarmUpCycles = input.State.WarmUpCycles.GetValueOrDefault(address),
            ScoreVersion = cycle.Scorer.Version,
        };
        return index < 0 ? explanation : WithCandidate(explanation, cycle, plan, input.Candidates[index]);
    }

    private static TokenExplanation WithCandidate(TokenExplanation explanation, PastCycle cycle, CyclePlan plan, CandidateFacts facts)
    {
        var tokens = cycle.Before.Tokens.ToDictionary(static token => token.Address, StringComparer.Ordinal);
        var triage = CandidateTriage.Run(cycle.Input with { Candidates = [facts] }, tokens, cycle.Scorer);
        return explanation with
        {
            ListPosition = facts.ListPosition,
            Gate = triage.Rejections is [var rejection] ? GateOf(cycle, tokens, facts, rejection) : null,
            Score = triage.Scored is [var scored]
                ? ScoreFindings.Of(cycle, scored, plan.Scores.FirstOrDefault(row => row.TokenAddress == facts.Address))
                : null,
            Outranked = triage.Unread is [var unread] ? OutrankedOf(cycle, tokens, plan, unread) : null,
            Nearest = CounterfactualSearch.Nearest(cycle, facts.Address, explanation.Decision),
        };
    }

    // An explanation of a rejection needs exact figures, and the stored rejection has rounded ones. The gates are evaluated again to get
    // the figures that were compared.
    private static GateFinding GateOf(
        PastCycle cycle, Dictionary<string, TrackedToken> tokens, CandidateFacts facts, RejectionRecord rejection)
    {
        var token = tokens.GetValueOrDefault(facts.Address);
        var gate = Gates.Barred(facts.Address, token, cycle.Input.State.Migrations)
            ?? Gates.First(facts, token, cycle.Input.Options, cycle.Input.CycleTimestamp);
        return gate is { } failed
            ? new GateFinding(failed.Stage, failed.Code, failed.Value, failed.Threshold)
            : new GateFinding(rejection.Stage, rejection.ReasonCode, (double?)rejection.Value, (double?)rejection.Threshold);
    }

    private static OutrankedFinding? OutrankedOf(
        PastCycle cycle, Dictionary<string, TrackedToken> tokens, CyclePlan plan, UnreadCandidate unread)
    {
        if (plan.Rejections.FirstOrDefault(row => row.TokenAddress == unread.Facts.Address) is not { BestSlotRank: { } rank } row)
        {
            return null;
        }

        var scored = CandidateTriage.Run(cycle.Input, tokens, cycle.Scorer).Scored;
        Ranking.Apply(scored);
        var options = cycle.Input.Options.Discovery;
        var last = scored.Where(static candidate => candidate is { HasGoodData: true, IsPermanent: false })
            .ElementAtOrDefault(options.ActiveSlots - 1);
        var isBelowLine = unread.Best.Total < options.PauseBelowScore + options.Damping.EntryMargin;
        return new OutrankedFinding(
            row.Value ?? unread.Best.Total,
            row.Threshold ?? 0,
            isBelowLine ? null : last?.Facts.Address,
            rank,
            ScoreBound.Next(unread.Facts).ToString());
    }
}
