namespace BirdeyeDiscovery.Tests;

/// <summary>Cycles of one engine over a generated market, each on the state that its own plans left, with its own peaks of liquidity.</summary>
internal sealed class StagedCycles(bool isStaged, Action<BirdeyeDiscoveryOptions>? configure = null, ITokenScorer? scorer = null, int perCall = 1)
{
    private readonly ITokenScorer _scorer = scorer ?? new TokenScorer(new ScoringOptions());
    private readonly BirdeyeDiscoveryOptions _options = PlannedCycles.Configured(configure);
    private CycleInput? _last;
    private readonly Queue<(DateTimeOffset Time, string Address, decimal Liquidity)> _readings = new();

    public CycleState State { get; private set; } = CycleState.Empty;

    public CycleInput LastInput => _last!;

    public CyclePlan LastPlan { get; private set; } = null!;

    /// <summary>Gets how many parts were read, by part.</summary>
    public int[] Reads { get; } = new int[4];

    /// <summary>Gets how many tokens any exact method with these bounds must read, over all cycles.</summary>
    public int LeastReads { get; private set; }

    public void Pin(StagedToken token) => State = State with
    {
        Tokens = [.. State.Tokens, new TrackedToken
        {
            Id = State.Tokens.Count + 1,
            Address = token.Address,
            Symbol = token.Name,
            Category = TokenCategory.Bluechip,
            DiscoveredAt = Candidates.Start,
            Status = TokenStatus.Active,
            IsPermanent = true,
            StrategyType = "momentum",
            CreatedAt = Candidates.Start,
            UpdatedAt = Candidates.Start,
        }],
    };

    /// <summary>Changes a stored row, as a person or a migration does between two cycles.</summary>
    public void Act(string address, Func<TrackedToken, TrackedToken> change) => State = State with
    {
        Tokens = [.. State.Tokens.Select(token => token.Address == address ? change(token) with { Revision = token.Revision + 1 } : token)],
    };

    /// <summary>Starts the choices of a staged cycle after security was read.</summary>
    public StagedReads Begin(CandidateFacts[][] steps, DateTimeOffset now, out CandidateFacts[] facts)
    {
        facts = [.. steps[0]];
        var reads = StagingRules.Reads(Input(steps, now), facts, _scorer);
        reads.Begin();
        return reads;
    }

    /// <param name="adopted">The addresses of tracked tokens that become permanent in this cycle.</param>
    public CyclePlan Next(CandidateFacts[][] steps, DateTimeOffset now, params IReadOnlyList<string> adopted)
    {
        var input = Input(steps, now) with { Adopted = adopted };
        if (isStaged)
        {
            LeastReads += LeastReadsOf(input, steps[0]);
            input = StagingAudit.Staged(input, steps, _scorer, part => part == MissingPart.Market ? perCall : 1);
        }

        Reads[1] += input.Candidates.Count(static facts => facts.MarketAsked);
        Reads[2] += input.Candidates.Count(static facts => facts.CandlesAsked);
        Reads[3] += input.Candidates.Count(static facts => facts.SwapsAsked);
        _last = input;
        var plan = CyclePlanner.Plan(input, _scorer);
        LastPlan = plan;
        Commit(plan, now);
        return plan;
    }

    private CycleInput Input(CandidateFacts[][] steps, DateTimeOffset now) => new()
    {
        CycleTimestamp = now,
        Chain = "solana",
        Options = _options,
        ScoreVersion = _scorer.Version,
        OptionsHash = _scorer.OptionsHash,
        State = State with { PeakLiquidityUsd = Peaks(now) },
        Candidates = steps[^1],
        ListRead = true,
        Positions = State.Tokens
            .Where(static token => token.Status == TokenStatus.Paused)
            .ToDictionary(static token => token.Address, token => Position(token, now)),
    };

    // The same for each engine over one market: most tokens are flat, some positions are open, and some are not known for an hour.
    private static PositionState Position(TrackedToken token, DateTimeOffset now) => ((token.Address[^1] + now.Hour) % 7) switch
    {
        0 => PositionState.Open,
        1 => PositionState.Unknown,
        _ => PositionState.Flat,
    };

    /// <summary>Counts the decisions of the last cycle, which read everything, that staging would have changed.</summary>
    public int Audit(CandidateFacts[][] steps) => StagingAudit.Differences(_last!, steps, _scorer);

    // Active and permanent tokens, whose scores are published, and the candidates whose bound after security can still change an entry or
    // the published rank of an active token when every other candidate is known in full.
    private int LeastReadsOf(CycleInput full, CandidateFacts[] afterSecurity)
    {
        var tokens = State.Tokens.ToDictionary(static token => token.Address);
        var before = CandidateTriage.Run(full with { Candidates = afterSecurity, Enrichment = CycleEnrichment.Staged }, tokens, _scorer);
        var known = CandidateTriage.Run(full, tokens, _scorer).Scored;
        var least = before.Scored.Count(static candidate => candidate.Token is { Status: TokenStatus.Active } || candidate.IsPermanent);
        foreach (var unread in before.Unread)
        {
            var line = new EntryLine(_options.Discovery);
            foreach (var candidate in known.Where(candidate => candidate.Facts.Address != unread.Facts.Address))
            {
                line.Add(candidate);
            }

            least += line.MayMatter(unread.Best) ? 1 : 0;
        }

        return least;
    }

    private Dictionary<string, decimal> Peaks(DateTimeOffset now)
    {
        while (_readings.TryPeek(out var oldest) && oldest.Time <= now - TimeSpan.FromHours(1))
        {
            _readings.Dequeue();
        }

        return _readings.GroupBy(static reading => reading.Address).ToDictionary(static all => all.Key, static all => all.Max(static reading => reading.Liquidity));
    }

    private void Commit(CyclePlan plan, DateTimeOffset now)
    {
        foreach (var (address, liquidity) in plan.Scores.Select(static row => (row.TokenAddress, row.LiquidityUsd))
            .Concat(plan.Rejections.Select(static row => (row.TokenAddress, row.LiquidityUsd))))
        {
            if (liquidity is { } known)
            {
                _readings.Enqueue((now, address, known));
            }
        }

        var rows = State.Tokens.ToDictionary(static token => token.Address);
        foreach (var token in plan.Tokens)
        {
            rows[token.Address] = token with { Id = token.Id == 0 ? rows.Count + 1 : token.Id, Revision = token.Revision + 1 };
        }

        State = State with
        {
            LastCycle = now,
            Tokens = [.. rows.Values],
            WarmUpCycles = plan.Scores
                .Where(static row => row.ActionReason.StartsWith(ReasonCodes.WarmUp, StringComparison.Ordinal))
                .ToDictionary(static row => row.TokenAddress, row => State.WarmUpCycles.GetValueOrDefault(row.TokenAddress) + 1),
        };
    }
}
