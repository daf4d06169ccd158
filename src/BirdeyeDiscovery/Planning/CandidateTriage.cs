namespace BirdeyeDiscovery;

/// <summary>Splits the candidates of a cycle into rejected, gated incumbents and scored ones (D7, D10, D29).</summary>
internal sealed class CandidateTriage
{
    private CandidateTriage()
    {
    }

    public List<RejectionRecord> Rejections { get; } = [];

    /// <summary>Gets the active tokens that failed a gate on known values, with the code.</summary>
    public Dictionary<string, string> GatedIncumbents { get; } = new(StringComparer.Ordinal);

    public List<ScoredCandidate> Scored { get; } = [];

    public int PassedSecurity { get; private set; }

    /// <summary>Gets how many tokens the scorer failed on: it threw, or broke its bounds.</summary>
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
        var known = FactsToScore.ToScoreInputs(facts, peak, input.CycleTimestamp);
        var isScored = TryScore(scorer, in known, token is { Status: TokenStatus.Active }, out var score);
        Unscorable += isScored ? 0 : 1;
        var hasGoodData = isScored && HasGoodData(facts, score, input.Options.Scoring);
        if (!hasGoodData && !token.IsTracked())
        {
            // Coverage is the reason only where it was measured and is below the line; a failed call or scorer, or liquidity that nobody
            // told, has no figure.
            var isThin = isScored && score.Coverage < input.Options.Scoring.MinCoverage && facts.FailedCalls.Count == 0;
            Reject(facts, isThin
                ? new Gate(RejectionStage.Data, ReasonCodes.DataMissing, score.Coverage, input.Options.Scoring.MinCoverage)
                : new Gate(RejectionStage.Data, ReasonCodes.DataMissing));
            CountPassed(facts, RejectionStage.Data);
            return;
        }

        CountPassed(facts, null);
        Scored.Add(new ScoredCandidate(facts, token, score, hasGoodData));
    }

    // Coverage says how much was known, so it is that of the inputs as they are; so are the notes.
    private static bool TryScore(ITokenScorer scorer, in ScoreInputs known, bool isIncumbent, out TokenScore score)
    {
        var isScored = TryScore(scorer, in known, out score);
        var worst = isScored && !isIncumbent ? MissingInputs.AtWorst(in known) : known;
        if (worst == known)
        {
            return isScored;
        }

        isScored = TryScore(scorer, in worst, out var least);
        score = isScored ? least with { Coverage = score.Coverage, Notes = score.Notes } : default;
        return isScored;
    }

    // A host's own scorer may break its promises for one token; that token then counts as one without data.
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

        if (IsComponent(score.Total) && IsComponent(score.Momentum) && IsComponent(score.Liquidity) && IsComponent(score.Volume)
            && IsComponent(score.Safety) && IsComponent(score.Flow) && score.Coverage is >= 0 and <= 1)
        {
            return true;
        }

        score = default;
        return false;
    }

    private static bool IsComponent(double value) => value is >= 0 and <= 100;

    // Liquidity, volume and security must be read; the rest may be missing as long as enough is covered.
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
        facts.Address, facts.Symbol, gate.Stage, gate.Code, Figures.Compared(gate.Value), Figures.Compared(gate.Threshold)));
}
