namespace BirdeyeDiscovery;

/// <summary>Splits the candidates of a cycle before the ranking into rejected tokens, gated incumbents and scored tokens.</summary>
internal sealed class CandidateTriage
{
    // Null until the first unread candidate, which gets no rank; only staged cycles have any.
    private List<UnreadCandidate>? _unread;

    private CandidateTriage()
    {
    }

    public List<RejectionRecord> Rejections { get; } = [];

    /// <summary>Gets the active tokens that get no rank because they failed a gate on known values, with the reason code.</summary>
    public Dictionary<string, string> GatedIncumbents { get; } = new(StringComparer.Ordinal);

    public List<ScoredCandidate> Scored { get; } = [];

    /// <summary>Gets the candidates without a rank because a staged cycle did not read them in full.</summary>
    public IReadOnlyList<UnreadCandidate> Unread => _unread ?? [];

    public int PassedSecurity { get; private set; }

    /// <summary>
    /// Gets the number of tokens that cannot be ranked because the scorer failed: it threw, or returned values out of bounds.
    /// </summary>
    public int Unscorable { get; private set; }

    public static CandidateTriage Run(CycleInput input, IReadOnlyDictionary<string, TrackedToken> tokens, ITokenScorer scorer)
    {
        var triage = new CandidateTriage();
        foreach (var facts in input.Candidates)
        {
            triage.Add(facts, tokens.GetValueOrDefault(facts.Address), input, scorer);
        }

        return triage;
    }

    private void Add(CandidateFacts facts, TrackedToken? token, CycleInput input, ITokenScorer scorer)
    {
        if (Gates.Barred(facts.Address, token, input.State.Migrations) is { } barred)
        {
            Reject(facts, barred);
            return;
        }

        if (Gates.First(facts, token, input.Options, input.CycleTimestamp) is { } gate)
        {
            Reject(facts, gate);
            if (token is { Status: TokenStatus.Active })
            {
                GatedIncumbents[facts.Address] = gate.Code;
            }

            CountPassed(facts, gate.Stage);
            return;
        }

        var peak = input.State.PeakLiquidityUsd.TryGetValue(facts.Address, out var stored) ? (double?)stored : null;
        if (IsUnread(facts, token, input) && scorer is IBoundedTokenScorer bounded)
        {
            CountPassed(facts, null);
            (_unread ??= []).Add(new UnreadCandidate(facts, ScoreBound.Of(facts, peak, input.CycleTimestamp, bounded)));
            return;
        }

        var known = ScoreInputs.Of(facts, facts.Security, peak, input.CycleTimestamp);
        var isScored = TryScore(scorer, in known, token is { Status: TokenStatus.Active }, out var score, out var highest);
        Unscorable += isScored ? 0 : 1;
        var hasGoodData = isScored && HasGoodData(facts, score, input.Options.Scoring);
        if (!hasGoodData && !token.IsTracked())
        {
            // The rejection of a candidate that cannot be ranked records the coverage only if the scorer computed it, no call failed and it
            // is below the minimum. Otherwise there is no value to record.
            var isThin = isScored && score.Coverage < input.Options.Scoring.MinCoverage && facts.FailedCalls.Count == 0;
            Reject(facts, isThin
                ? new Gate(RejectionStage.Data, ReasonCodes.DataMissing, score.Coverage, input.Options.Scoring.MinCoverage)
                : new Gate(RejectionStage.Data, ReasonCodes.DataMissing));
            CountPassed(facts, RejectionStage.Data);
            return;
        }

        CountPassed(facts, null);
        Scored.Add(new ScoredCandidate(facts, token, score, highest, hasGoodData));
    }

    // The total for the ranking is computed with the worst values for missing inputs. Coverage and notes describe what was known, so they
    // come from the score without these values.
    private static bool TryScore(
        ITokenScorer scorer, in ScoreInputs known, bool isIncumbent, out TokenScore score, out double highest)
    {
        var isScored = TryScore(scorer, in known, out score);
        highest = score.Total;
        if (!isScored)
        {
            return false;
        }

        var worst = MissingInputs.AtWorst(in known);
        if (worst != known)
        {
            if (!TryScore(scorer, in worst, out var least))
            {
                score = default;
                return false;
            }

            score = least with { Coverage = score.Coverage, Notes = score.Notes };
        }

        // The highest total is computed for the active tokens of the ranking only, because no other token can leave by its score.
        if (!isIncumbent || MissingInputs.AtBest(in known) is var best && best == known)
        {
            return true;
        }

        isScored = TryScore(scorer, in best, out var most);
        highest = Math.Max(highest, most.Total);
        return isScored;
    }

    // A host's own scorer may violate its contract for one token; that token then counts as one without data and is not ranked.
    private static bool TryScore(ITokenScorer scorer, in ScoreInputs inputs, out TokenScore score)
    {
        try
        {
            score = scorer.Score(inputs);
        }
        catch (Exception)
        {
            score = default;
            return false;
        }

        if (IsWithinBounds(in score))
        {
            return true;
        }

        score = default;
        return false;
    }

    /// <summary>Gets whether a score that is to be ranked keeps the contract of <see cref="ITokenScorer"/>.</summary>
    public static bool IsWithinBounds(in TokenScore score) =>
        IsComponent(score.Total) && IsComponent(score.Momentum) && IsComponent(score.Liquidity) && IsComponent(score.Volume)
        && IsComponent(score.Safety) && IsComponent(score.Flow) && score.Coverage is >= 0 and <= 1;

    private static bool IsComponent(double value) => value is >= 0 and <= 100;

    // In the ranking, a candidate counts as unread if it may get a rank once its missing parts are read. Active and permanent tokens are
    // always read in full. A candidate without liquidity, volume or security would get no rank.
    private static bool IsUnread(CandidateFacts facts, TrackedToken? token, CycleInput input) =>
        input.Enrichment == CycleEnrichment.Staged
        && token is not { Status: TokenStatus.Active }
        && !token.IsExempt()
        && facts is { LiquidityUsd: not null, Volume24hUsd: not null, Security: not null, FailedCalls.Count: 0 }
        && ScoreBound.Next(facts) != MissingPart.None;

    // A candidate is ranked if liquidity, volume and security are known; other inputs may be missing if the coverage is high enough.
    private static bool HasGoodData(CandidateFacts facts, in TokenScore score, ScoringOptions options) =>
        facts.FailedCalls.Count == 0
        && facts.LiquidityUsd is not null
        && facts.Volume24hUsd is not null
        && facts.Security is not null
        && score.Coverage >= options.MinCoverage;

    private void CountPassed(CandidateFacts facts, RejectionStage? rejectedAt)
    {
        if (facts.Security is not null && rejectedAt is not (RejectionStage.Trending or RejectionStage.Security))
        {
            PassedSecurity++;
        }
    }

    private void Reject(CandidateFacts facts, in Gate gate) => Rejections.Add(new RejectionRecord(
        facts.Address, facts.Symbol, gate.Stage, gate.Code, Figures.Compared(gate.Value), Figures.Compared(gate.Threshold))
    {
        PriceUsd = facts.PriceUsd,
        LiquidityUsd = Figures.Usd(facts.LiquidityUsd),
    });
}
