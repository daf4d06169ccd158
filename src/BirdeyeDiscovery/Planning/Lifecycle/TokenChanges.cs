namespace BirdeyeDiscovery;

/// <summary>
/// Converts the decisions of a cycle to new rows of tracked tokens with their events: tokens that leave first, then those that enter, then
/// those of which only counters change.
/// </summary>
internal static class TokenChanges
{
    public static IReadOnlyList<TokenChange> From(CycleInput input, CandidateTriage triage, LifecycleRules rules, StrategyPlan strategies)
    {
        var times = TransitionTimes.Of(input);
        var leaving = new List<TokenChange>();
        var entering = new List<TokenChange>();
        var staying = new List<TokenChange>();
        foreach (var candidate in triage.Scored)
        {
            switch (candidate.Action)
            {
                case ScoreAction.Add when candidate.Token is { Status: TokenStatus.Paused } token:
                    entering.Add(
                        TokenTransitions.Resume(
                            Measured(Relabelled(token, candidate.Facts), candidate, times),
                            candidate.Reason,
                            times.For(token)));
                    break;
                case ScoreAction.Add:
                    entering.Add(
                        TokenTransitions.Enter(
                            candidate,
                            strategies.Entering(candidate.Facts.Address),
                            input.Options.Strategies,
                            times.For(candidate.Token)));
                    break;
                case ScoreAction.Remove:
                    leaving.Add(
                        TokenTransitions.Pause(
                            Scored(candidate, rules, times), candidate.Reason, times.For(candidate.Token)));
                    break;
                case ScoreAction.Keep or ScoreAction.Skip when candidate.Token is { Status: TokenStatus.Active }:
                    staying.Add(Stay(Scored(candidate, rules, times), strategies, times.For(candidate.Token)));
                    break;
            }
        }

        foreach (var token in input.State.Tokens)
        {
            if (triage.GatedIncumbents.TryGetValue(token.Address, out var code))
            {
                leaving.Add(TokenTransitions.Pause(token, new Reason(code), times.For(token)));
            }
            else if (token.Status == TokenStatus.Paused && !entering.Exists(change => change.Token.Address == token.Address))
            {
                AddPaused(
                    token,
                    ScoredAs(token, triage.Scored) is { } candidate ? Measured(token, candidate, times) : token,
                    input,
                    leaving,
                    staying);
            }
        }

        return [.. leaving
            .Concat(entering)
            .Concat(staying)
            .Select(change => TokenTransitions.WithHistory(change, First(input, change), TransitionTimes.Of(input)))];
    }

    private static TokenChange Stay(TrackedToken token, StrategyPlan strategies, DateTimeOffset now)
    {
        var (reviewed, choice) = strategies.Staying(token);
        var change = new TokenChange(reviewed, []);
        return choice is null ? change : TokenTransitions.Assign(change, choice, $"was {StoredText.Of(token.Category)}", now);
    }

    private static TrackedToken Scored(ScoredCandidate candidate, LifecycleRules rules, TransitionTimes times)
    {
        var token = Completed(Relabelled(candidate.Token!, candidate.Facts), candidate.Facts);
        return candidate.HasGoodData
            ? Measured(token, candidate, times) with
            {
                LowScoreCycles = token.IsPermanent ? 0 : rules.LowScoreCycles(candidate),
                MissingDataCycles = 0,
                StatusCycles = token.StatusCycles + 1,
            }
            : token with { MissingDataCycles = token.MissingDataCycles + 1, UpdatedAt = times.For(token) };
    }

    // A seed becomes a tracked token before its figures are known, so the first cycle that knows them completes its row.
    private static TrackedToken Completed(TrackedToken token, CandidateFacts facts) => token.LiquidityUsd is not null ? token : token with
    {
        Name = token.Name ?? facts.Name,
        FdvUsd = Figures.Usd(facts.FdvUsd),
        LiquidityUsd = Figures.Usd(facts.LiquidityUsd),
    };

    // Gets the scored candidate of a token that stays paused, or null: most paused tokens are not scored.
    private static ScoredCandidate? ScoredAs(TrackedToken token, List<ScoredCandidate> scored)
    {
        foreach (var candidate in scored)
        {
            if (candidate.Facts.Address == token.Address)
            {
                return candidate;
            }
        }

        return null;
    }

    // A tracked token keeps its stored values for unknown figures. A seed, and a row of another program, get their discovery figures from
    // the first good score.
    private static TrackedToken Measured(TrackedToken token, ScoredCandidate candidate, TransitionTimes times) =>
        !candidate.HasGoodData ? token : token with
        {
            FdvUsd = Figures.Usd(candidate.Facts.FdvUsd) ?? token.FdvUsd,
            LiquidityUsd = Figures.Usd(candidate.Facts.LiquidityUsd) ?? token.LiquidityUsd,
            DiscoveryScore = token.DiscoveryScore ?? candidate.Total,
            DiscoveryRank = token.DiscoveryRank ?? candidate.ExactRank,
            LastScoredAt = times.Start,
            UpdatedAt = times.For(token),
        };

    // A cycle takes over a new symbol or name of a tracked token; a permanent token keeps what the operator called it.
    private static TrackedToken Relabelled(TrackedToken token, CandidateFacts facts) =>
        token.IsPermanent || facts.Symbol.Length == 0 ? token : token with { Symbol = facts.Symbol, Name = facts.Name };

    private static void AddPaused(
        TrackedToken stored,
        TrackedToken token,
        CycleInput input,
        List<TokenChange> leaving,
        List<TokenChange> staying)
    {
        var options = input.Options.Discovery;
        var times = TransitionTimes.Of(input);
        if (token is { IsPermanent: false, HeldBy: null }
            && token.DeactivatedAt is { } since
            && since + options.RemoveAfter <= times.Start
            && input.Positions.GetValueOrDefault(token.Address) == PositionState.Flat)
        {
            leaving.Add(TokenTransitions.Remove(token, options.RemoveAfter, times.For(token)));
        }
        else if (token.HeldBy is null && token.StatusCycles < options.Damping.CoolDownCycles)
        {
            // The cycles of a paused token are counted only until its cool-down is over: there are many paused tokens, and each count
            // writes a row.
            staying.Add(
                new TokenChange(
                    token with { StatusCycles = token.StatusCycles + 1, UpdatedAt = times.For(token) }, []));
        }
        else if (!ReferenceEquals(token, stored))
        {
            staying.Add(new TokenChange(token, []));
        }
    }

    private static DateTimeOffset? First(CycleInput input, TokenChange change) =>
        input.FirstCandles.TryGetValue(change.Token.Address, out var first) ? first : null;
}

/// <summary>A lifecycle change: the new row of a tracked token, with the events of the change.</summary>
internal sealed record TokenChange(TrackedToken Token, IReadOnlyList<LifecycleEvent> Events)
{
    /// <summary>Gets the new strategy that a lifecycle change gives a stored token, if any.</summary>
    public StrategyAssignment? Strategy { get; init; }
}
