namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Finds the smallest change of one value that changes the decision on a token. Each change is tried with the gates, the scorer and the
/// planner.
/// </summary>
/// <remarks>
/// The decision is monotone in each fact and each counter, so the search halves the distance. The first change that is found limits the
/// distance at which all others are tried, which keeps the number of plans small. An option may act on other tokens too, so shorter
/// distances are probed as well.
/// </remarks>
internal sealed class CounterfactualSearch
{
    private readonly PastCycle _cycle;
    private readonly string _address;
    private readonly int _index;
    private readonly TokenDecision _decision;
    private (Dial Dial, int Step, double Distance)? _best;

    private CounterfactualSearch(PastCycle cycle, string address, TokenDecision decision)
    {
        _cycle = cycle;
        _address = address;
        _index = cycle.IndexOf(address);
        _decision = decision;
    }

    /// <summary>Finds the nearest counterfactual, or null if no single change that is tried changes the decision.</summary>
    public static Counterfactual? Nearest(PastCycle cycle, string address, TokenDecision decision)
    {
        var search = new CounterfactualSearch(cycle, address, decision);
        return search._index < 0 || !search.HasOpposite ? null : search.Run();
    }

    /// <summary>Gets the decision on the token after a counterfactual change of the input.</summary>
    public static (TokenDecision Decision, string? Reason) Decide(PastCycle cycle, CycleInput changed, string address)
    {
        if (LacksAnswers(changed, address))
        {
            return (TokenDecision.Undecidable, null);
        }

        CyclePlan plan;
        try
        {
            plan = cycle.Plan(changed);
        }
        catch (ArgumentException)
        {
            // In this counterfactual all weights are 0, so no scorer can be made.
            return (TokenDecision.Undecidable, null);
        }

        if (!Decisions.IsOpen(plan))
        {
            return Decisions.Of(plan, cycle.Before, address);
        }

        // With the counterfactual value, a staged cycle would have read more candidates in full. The plan is made again without the other
        // unread candidates, to see whether this token is one that the cycle would have read.
        var alone = cycle.Plan(WithoutOtherUnread(cycle, changed, address));
        if (Decisions.IsOpen(alone))
        {
            return (TokenDecision.ReadInFull, null);
        }

        var (decision, reason) = Decisions.Of(alone, cycle.Before, address);
        return alone.Rejections.Any(row => row.TokenAddress == address) ? (decision, reason) : (TokenDecision.Undecidable, null);
    }

    // A counterfactual option may let another token pass the gate that stopped it before it was read in full. If the cycle must read that
    // token in full, its total is not known. The slots left for this token are then not known either.
    private static bool LacksAnswers(CycleInput changed, string address)
    {
        foreach (var facts in changed.Candidates)
        {
            if (facts.Address != address && ScoreBound.Next(facts) != MissingPart.None)
            {
                var token = changed.State.Tokens.FirstOrDefault(token => token.Address == facts.Address);
                var isRequired = changed.Enrichment != CycleEnrichment.Staged
                    || token is { Status: TokenStatus.Active }
                    || token.IsExempt();
                if (isRequired
                    && Gates.Barred(facts.Address, token, changed.State.Migrations) is null
                    && Gates.First(facts, token, changed.Options, changed.CycleTimestamp) is null)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool HasOpposite => _decision is TokenDecision.Rejected or TokenDecision.Outranked or TokenDecision.Skipped
        or TokenDecision.Entered or TokenDecision.Kept or TokenDecision.Paused;

    private bool IsOpposite(TokenDecision decision) => _decision switch
    {
        TokenDecision.Rejected => decision is TokenDecision.Outranked or TokenDecision.Skipped or TokenDecision.Entered
            or TokenDecision.Kept or TokenDecision.ReadInFull,
        TokenDecision.Outranked => decision is TokenDecision.Entered or TokenDecision.ReadInFull,
        TokenDecision.Skipped => decision == TokenDecision.Entered,
        TokenDecision.Entered => decision is TokenDecision.Skipped or TokenDecision.Rejected or TokenDecision.Outranked,
        TokenDecision.Kept => decision == TokenDecision.Paused,
        TokenDecision.Paused => decision == TokenDecision.Kept,
        _ => false,
    };

    private Counterfactual? Run()
    {
        foreach (var dial in FactDials.Of(_cycle.Input, _index)
            .Concat(StateDials.Of(_cycle.Input, _address))
            .Concat(OptionDials.Of(_cycle.Input.Options, _address, _cycle.Scorer is TokenScorer)))
        {
            Try(dial, -1, dial.Grid.Down);
            Try(dial, 1, dial.Grid.Up);
        }

        if (_best is not var (nearest, step, distance))
        {
            return null;
        }

        var before = step - Math.Sign(step);
        var (decision, reason) = Decide(nearest, step);
        return new Counterfactual
        {
            Kind = nearest.Kind,
            Name = nearest.Name,
            From = nearest.Text(nearest.Grid.At(0)),
            To = nearest.Text(nearest.Grid.At(step)),
            Decision = decision,
            Reason = reason,
            StepBefore = nearest.Text(nearest.Grid.At(before)),
            DecisionBefore = Decide(nearest, before).Decision,
            Distance = distance,
        };
    }

    private void Try(Dial dial, int sign, int steps)
    {
        var limit = Within(dial.Grid, sign, steps);
        if (limit == 0 || FirstOpposite(dial, sign, limit) is not { } high)
        {
            return;
        }

        var low = 0;
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (IsOpposite(Decide(dial, sign * middle).Decision))
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        if (_best is not { } best || dial.Grid.Distance(sign * high) < best.Distance)
        {
            _best = (dial, sign * high, dial.Grid.Distance(sign * high));
        }
    }

    private int? FirstOpposite(Dial dial, int sign, int limit)
    {
        var probes = dial.Kind == CounterfactualKind.Option ? 4 : 1;
        for (var step = limit; step > 0 && probes > 0; step /= 4, probes--)
        {
            if (IsOpposite(Decide(dial, sign * step).Decision))
            {
                return step;
            }
        }

        return null;
    }

    // The largest step that changes less than the best counterfactual so far.
    private int Within(Grid grid, int sign, int steps)
    {
        if (_best is not { } best || steps == 0 || grid.Distance(sign * steps) < best.Distance)
        {
            return steps;
        }

        var (low, high) = (0, steps);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = grid.Distance(sign * middle) < best.Distance ? (middle, high) : (low, middle);
        }

        return low;
    }

    private (TokenDecision Decision, string? Reason) Decide(Dial dial, int step)
    {
        try
        {
            return Decide(_cycle, dial.Apply(_cycle.Input, dial.Grid.At(step)), _address);
        }
        finally
        {
            if (dial.Kind == CounterfactualKind.Option)
            {
                dial.Apply(_cycle.Input, dial.Grid.At(0));
            }
        }
    }

    private static CycleInput WithoutOtherUnread(PastCycle cycle, CycleInput changed, string address)
    {
        var tokens = SeedTokens.Adopt(changed.State, changed.Adopted, TransitionTimes.Of(changed)).State.Tokens
            .ToDictionary(static token => token.Address, StringComparer.Ordinal);
        var scorer = cycle.Scorer is TokenScorer ? new TokenScorer(changed.Options.Scoring) : cycle.Scorer;
        var unread = CandidateTriage.Run(changed, tokens, scorer).Unread
            .Select(static candidate => candidate.Facts.Address)
            .Where(other => other != address)
            .ToHashSet(StringComparer.Ordinal);
        return changed with { Candidates = [.. changed.Candidates.Where(facts => !unread.Contains(facts.Address))] };
    }
}
