namespace BirdeyeDiscovery.Ledger;

/// <summary>Plans one cycle of a replay, and leaves out what the stored facts cannot decide.</summary>
internal sealed class ReplayPlanner(ReplayChange change)
{
    // A replay cannot change these keys. They decide what a cycle reads, and a replay has only what was read with the stored values.
    private static readonly HashSet<string> Fixed = new(StringComparer.OrdinalIgnoreCase)
    {
        "Discovery:Interval", "Discovery:TrendingLimit", "Discovery:Enrichment", "Discovery:AuditEvery", "Discovery:CandlesFor",
        "Discovery:Mode", "Birdeye:Chain", "Birdeye:Enrichment",
    };

    private (string StoredHash, string Hash, ITokenScorer Scorer)? _last;

    public async ValueTask<ReplayedCycle> NextAsync(ReplayState state, PastCycle cycle, CancellationToken cancellationToken)
    {
        var real = cycle.Plan();
        await state.FollowAsync(cycle.Input, cancellationToken).ConfigureAwait(false);
        var (hash, scorer) = Configure(cycle);
        var undecided = new List<UndecidedToken>();
        var input = Input(state, cycle, real, scorer, undecided) with { ScoreVersion = scorer.Version, OptionsHash = hash };
        var plan = Plan(input, scorer, cycle, undecided);
        state.Commit(plan, real);
        return new ReplayedCycle
        {
            Plan = plan,
            Active = state.Active,
            StoredActive = state.ReallyActive,
            Undecided = undecided,
        };
    }

    private (string Hash, ITokenScorer Scorer) Configure(PastCycle cycle)
    {
        var options = cycle.Input.Options;
        if (change.Configure is not { } configure)
        {
            return (cycle.Input.OptionsHash, change.Scorer is null ? cycle.Scorer : Scorer(cycle, cycle.Input.OptionsHash));
        }

        var before = OptionTable.Keys.Select(key => key.Text(options)).ToArray();
        configure(options);
        if (_last?.StoredHash != cycle.Input.OptionsHash)
        {
            Check(options, before);
        }

        return (OptionsHash.Of(options), Scorer(cycle, OptionsHash.Of(options)));
    }

    private ITokenScorer Scorer(PastCycle cycle, string hash)
    {
        if (_last is not { } last || last.Hash != hash || last.StoredHash != cycle.Input.OptionsHash)
        {
            var scorer = change.Scorer?.Invoke(cycle.Input.Options)
                ?? (cycle.Scorer is TokenScorer ? new TokenScorer(cycle.Input.Options.Scoring) : cycle.Scorer);
            _last = last = (cycle.Input.OptionsHash, hash, scorer);
        }

        return last.Scorer;
    }

    private static void Check(BirdeyeDiscoveryOptions options, string?[] before)
    {
        foreach (var (key, old) in OptionTable.Keys.Zip(before))
        {
            if (key.Text(options) == old)
            {
                continue;
            }

            if (Fixed.Contains(key.Path))
            {
                throw new ArgumentException(
                    $"{key.Path} is changed from {old} to {key.Text(options)}. "
                    + "It decides what a cycle reads, so a replay cannot change it.");
            }

            if (!key.IsAllowed(options))
            {
                throw new ArgumentException($"{key.Path} is {key.Text(options)}; allowed is {key.Allowed}.");
            }
        }

        if (options.Discovery.KeepRank < options.Discovery.ActiveSlots)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Discovery:KeepRank is {options.Discovery.KeepRank}; ")
                + FormattableString.Invariant($"allowed is at least Discovery:ActiveSlots, which is {options.Discovery.ActiveSlots}."));
        }
    }

    private static CycleInput Input(ReplayState state, PastCycle cycle, CyclePlan real, ITokenScorer scorer, List<UndecidedToken> undecided)
    {
        var input = cycle.Input;
        var stopped = real.Rejections.Where(static row => row.Stage != RejectionStage.Data).Select(static row => row.TokenAddress)
            .ToHashSet(StringComparer.Ordinal);
        var kept = new List<CandidateFacts>(input.Candidates.Count);
        var isAnyOpen = false;
        foreach (var facts in input.Candidates)
        {
            var token = state.Tokens.GetValueOrDefault(facts.Address);
            if (facts.ListPosition is null && token is not { Status: TokenStatus.Active })
            {
                // The stored cycle read this token, but a cycle of the replay would not have read it: in the replay the token is neither on
                // the list nor active.
                continue;
            }

            if (stopped.Contains(facts.Address) && IsPartOpen(facts, token, input))
            {
                // A cycle reads an active or permanent token in full, so its missing parts leave the replay undecided, even with a bound of
                // the score. The same applies to any token if the scorer has no bounds, or if the facts for a bound are missing.
                if (token is { Status: TokenStatus.Active } || token.IsExempt() || scorer is not IBoundedTokenScorer || !HasBound(facts))
                {
                    undecided.Add(new UndecidedToken(facts.Address, UndecidedCause.NotReadInFull));
                    continue;
                }

                isAnyOpen = true;
            }

            kept.Add(facts);
        }

        var read = input.Candidates.Select(static facts => facts.Address).ToHashSet(StringComparer.Ordinal);
        undecided.AddRange(state.Active.Where(address => input.ListRead && !read.Contains(address))
            .Select(static address => new UndecidedToken(address, UndecidedCause.NotRead)));
        undecided.AddRange(state.Tokens.Values.Where(token => IsDue(token, input) && !input.Positions.ContainsKey(token.Address))
            .Select(static token => new UndecidedToken(token.Address, UndecidedCause.PositionNotRead)));
        input = input with { Candidates = kept, Enrichment = isAnyOpen ? CycleEnrichment.Staged : input.Enrichment };
        return input with { State = state.For(input) };
    }

    private CyclePlan Plan(CycleInput input, ITokenScorer scorer, PastCycle cycle, List<UndecidedToken> undecided)
    {
        var policy = change.Policy ?? cycle.Policy;
        var plan = CyclePlanner.Plan(input, scorer, policy);
        if (!Decisions.IsOpen(plan))
        {
            return plan;
        }

        // The replay leaves out an unread candidate that could change a decision, and reports it as undecided. The decisions on all other
        // tokens hold if no such candidate enters.
        var open = Open(input, scorer);
        undecided.AddRange(open.Select(static address => new UndecidedToken(address, UndecidedCause.NotReadInFull)));
        var decidable = input.Candidates.Where(facts => !open.Contains(facts.Address));
        return CyclePlanner.Plan(input with { Candidates = [.. decidable] }, scorer, policy);
    }

    private static HashSet<string> Open(CycleInput input, ITokenScorer scorer)
    {
        var tokens = SeedTokens.Adopt(input.State, input.Adopted, TransitionTimes.Of(input)).State.Tokens
            .ToDictionary(static token => token.Address, StringComparer.Ordinal);
        var triage = CandidateTriage.Run(input, tokens, scorer);
        Ranking.Apply(triage.Scored);
        var line = new EntryLine(input.Options.Discovery);
        foreach (var candidate in triage.Scored)
        {
            line.Add(candidate);
        }

        return triage.Unread.Where(unread => line.MayMatter(unread.Best)).Select(static unread => unread.Facts.Address)
            .ToHashSet(StringComparer.Ordinal);
    }

    private static bool IsPartOpen(CandidateFacts facts, TrackedToken? token, CycleInput input) =>
        ScoreBound.Next(facts) != MissingPart.None
        && Gates.Barred(facts.Address, token, input.State.Migrations) is null
        && Gates.First(facts, token, input.Options, input.CycleTimestamp) is null;

    // In a replay, a candidate has a bound of the score only with liquidity, volume and a complete security answer. Without the security
    // answer, the token may still fail a gate.
    private static bool HasBound(CandidateFacts facts) =>
        facts is { LiquidityUsd: not null, Volume24hUsd: not null, Security: { AuthorityUnknown: false }, FailedCalls.Count: 0 };

    private static bool IsDue(TrackedToken token, CycleInput input) =>
        token is { Status: TokenStatus.Paused, IsPermanent: false, HeldBy: null }
        && token.DeactivatedAt + input.Options.Discovery.RemoveAfter <= input.CycleTimestamp;
}
