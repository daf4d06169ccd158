namespace BirdeyeDiscovery.Ledger;

/// <summary>Sums up the cycles of one factor at one horizon: a running sum and a count for each token.</summary>
internal sealed class FigureMeter(long horizon)
{
    private readonly List<double> _sums = [];
    private readonly List<int> _counts = [];
    private readonly MedianSketch _medians = new();
    private long _observations;
    private int _cycles;
    private int _comparedCycles;
    private double _meanDifferences;
    private long _nextWindow = long.MinValue;
    private int _windows;
    private int _comparedWindows;
    private int _hits;

    public void Add(CrossSection section, ReadOnlySpan<int> tokens, long ticks)
    {
        if (section.Count == 0)
        {
            return;
        }

        foreach (var position in section.Positions)
        {
            AddTo(tokens[position], section.FactorZ[position] * section.ReturnZ[position]);
        }

        _observations += section.Count;
        _cycles++;
        var isWindow = ticks >= _nextWindow;
        if (isWindow)
        {
            _windows++;
            _nextWindow = ticks + horizon;
        }

        if (double.IsNaN(section.MedianDifference))
        {
            return;
        }

        _meanDifferences += section.MeanDifference;
        _medians.Add(section.MedianDifference);
        _comparedCycles++;
        if (isWindow)
        {
            _comparedWindows++;
            _hits += section.MedianDifference > 0 ? 1 : 0;
        }
    }

    public FactorFigures ToFigures()
    {
        var sum = _sums.Sum();
        double? rankIc = _observations > 0 ? sum / _observations : null;
        double squares = 0, deviations = 0;
        var tokens = 0;
        for (var token = 0; token < _sums.Count; token++)
        {
            if (_counts[token] > 0)
            {
                tokens++;
                squares += _sums[token] * _sums[token];
                deviations += Math.Pow(_sums[token] - (rankIc!.Value * _counts[token]), 2);
            }
        }

        // The t-statistic uses the squares, which equal the deviations if there is no effect. The standard error uses the deviations,
        // because with an effect the squares would make it too large.
        var isTested = tokens >= ScoreEvaluation.MinTokens && squares > 0;
        return new FactorFigures
        {
            Tokens = tokens,
            Cycles = _cycles,
            Observations = _observations,
            IndependentWindows = _windows,
            RankIc = rankIc,
            StandardError = isTested ? Math.Sqrt(deviations) / _observations : null,
            TStatistic = isTested ? sum / Math.Sqrt(squares) : null,
            TopMinusRestMean = _comparedCycles > 0 ? _meanDifferences / _comparedCycles : null,
            TopMinusRestMedian = _medians.Median,
            HitRate = _comparedWindows > 0 ? (double)_hits / _comparedWindows : null,
            HitRateInterval = _comparedWindows > 0 ? Wilson.Interval(_hits, _comparedWindows) : null,
        };
    }

    private void AddTo(int token, double product)
    {
        while (_sums.Count <= token)
        {
            _sums.Add(0);
            _counts.Add(0);
        }

        _sums[token] += product;
        _counts[token]++;
    }
}
