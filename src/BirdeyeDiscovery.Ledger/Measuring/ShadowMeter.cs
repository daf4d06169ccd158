namespace BirdeyeDiscovery.Ledger;

/// <summary>Measures whether one shadow scorer predicts returns better than the score, at one horizon.</summary>
internal sealed class ShadowMeter(TimeSpan horizon)
{
    private readonly FigureMeter _shadow = new(horizon.Ticks);
    private readonly FigureMeter _score = new(horizon.Ticks);
    private readonly TokenClusters _difference = new(ScoreEvaluation.MinTokens, isDifference: true);
    private bool[] _leftOut = [];

    /// <summary>
    /// Adds the forward returns of a cycle to the comparison of score and shadow scorer. A cycle counts if both order its tokens, and with
    /// the tokens that both scored.
    /// </summary>
    public void Add(
        PendingCycle cycle,
        FactorRanks ranks,
        ReadOnlySpan<double> returns,
        ReadOnlySpan<int> order,
        CrossSection shadow,
        CrossSection score)
    {
        if (_leftOut.Length < returns.Length)
        {
            _leftOut = new bool[returns.Length];
        }

        for (var position = 0; position < returns.Length; position++)
        {
            _leftOut[position] = double.IsNaN(ranks.Ranks[position]);
        }

        shadow.Compare(ranks, returns, order, []);
        score.Compare(cycle.Factors[(int)ScoreFactor.Total], returns, order, _leftOut.AsSpan(0, returns.Length));
        if (shadow.Count == 0 || score.Count == 0)
        {
            return;
        }

        _shadow.Add(shadow, cycle.Tokens, cycle.Ticks);
        _score.Add(score, cycle.Tokens, cycle.Ticks);

        // A token's contribution to the rank IC of the shadow scorer minus its contribution to that of the score: what both have in common
        // cancels out.
        foreach (var position in shadow.Positions)
        {
            _difference.Add(cycle.Tokens[position], (shadow.FactorZ[position] - score.FactorZ[position]) * shadow.ReturnZ[position]);
        }
    }

    public ShadowReport ToReport(ShadowKey key, ReturnCoverage coverage)
    {
        FactorFigures figures = _shadow.ToFigures(coverage.Closed), score = _score.ToFigures(coverage.Closed);
        var test = _difference.Test();
        var difference = new FactorFigures
        {
            Tokens = test.Tokens,
            Cycles = figures.Cycles,
            Observations = test.Observations,
            IndependentWindows = figures.IndependentWindows,
            WindowInterval = figures.WindowInterval,
            RankIc = test.Mean,
            StandardError = test.StandardError,
            TStatistic = test.TStatistic,
        };
        var (verdict, summary) = VerdictRules.Compare(figures, score, difference, coverage);
        return new ShadowReport
        {
            Scorer = key.Scorer,
            ScorerVersion = key.Version,
            OptionsHash = key.OptionsHash,
            Figures = figures,
            ScoreFigures = score,
            Difference = difference,
            Verdict = verdict,
            Summary = summary,
        };
    }
}
