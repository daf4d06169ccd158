namespace BirdeyeDiscovery.Ledger;

/// <summary>Measures one factor at one horizon.</summary>
internal sealed class FactorMeter(ScoreFactor factor, TimeSpan horizon)
{
    private readonly FigureMeter _all = new(horizon.Ticks);
    private readonly FigureMeter _withoutDead = new(horizon.Ticks);
    private double _turnover;
    private int _turnovers;
    private double _autocorrelation;
    private int _autocorrelations;

    public void Add(
        PendingCycle cycle, ReadOnlySpan<double> returns, ReadOnlySpan<int> order, ReadOnlySpan<bool> isDead, CrossSection section)
    {
        var ranks = cycle.Factors[(int)factor];
        section.Compare(ranks, returns, order, []);
        _all.Add(section, cycle.Tokens, cycle.Ticks);
        if (isDead.Contains(true))
        {
            section.Compare(ranks, returns, order, isDead);
        }

        _withoutDead.Add(section, cycle.Tokens, cycle.Ticks);
    }

    /// <summary>Measures how the order of the tokens by the factor changed from one cycle to the cycle after the horizon.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="later">The cycle after the horizon.</param>
    /// <param name="positions">The position in <paramref name="cycle"/> of each token of <paramref name="later"/>, or −1.</param>
    public void AddChange(PendingCycle cycle, PendingCycle later, ReadOnlySpan<int> positions)
    {
        FactorRanks before = cycle.Factors[(int)factor], after = later.Factors[(int)factor];
        int top = 0, isNew = 0, count = 0;
        double sumX = 0, sumY = 0, sumXX = 0, sumYY = 0, sumXY = 0;
        for (var position = 0; position < positions.Length; position++)
        {
            var old = positions[position];
            if (after.IsTop[position])
            {
                top++;
                isNew += old < 0 || !before.IsTop[old] ? 1 : 0;
            }

            if (old >= 0 && !double.IsNaN(before.Ranks[old]) && !double.IsNaN(after.Ranks[position]))
            {
                double x = before.Ranks[old], y = after.Ranks[position];
                count++;
                sumX += x;
                sumY += y;
                sumXX += x * x;
                sumYY += y * y;
                sumXY += x * y;
            }
        }

        if (top > 0)
        {
            _turnover += (double)isNew / top;
            _turnovers++;
        }

        double varianceX = (count * sumXX) - (sumX * sumX), varianceY = (count * sumYY) - (sumY * sumY);
        if (count >= 2 && varianceX > 0 && varianceY > 0)
        {
            _autocorrelation += ((count * sumXY) - (sumX * sumY)) / Math.Sqrt(varianceX * varianceY);
            _autocorrelations++;
        }
    }

    public FactorReport ToReport(ReturnCoverage coverage)
    {
        var figures = _all.ToFigures(coverage.Closed);
        var (verdict, summary) = VerdictRules.Judge(factor, figures, coverage);
        return new FactorReport
        {
            Factor = factor,
            Figures = figures,
            WithoutDead = _withoutDead.ToFigures(coverage.Closed),
            Turnover = _turnovers > 0 ? _turnover / _turnovers : null,
            RankAutocorrelation = _autocorrelations > 0 ? _autocorrelation / _autocorrelations : null,
            Verdict = verdict,
            Summary = summary,
            MissingTime = verdict == ScoreVerdict.NotEnoughData ? VerdictRules.MissingTime(figures, coverage) : TimeSpan.Zero,
        };
    }
}
