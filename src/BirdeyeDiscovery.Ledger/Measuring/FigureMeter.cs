namespace BirdeyeDiscovery.Ledger;

/// <summary>Measures the figures of one factor at one horizon, with a running sum and a count for each token.</summary>
internal sealed class FigureMeter(long horizon)
{
    private readonly TokenClusters _products = new(ScoreEvaluation.MinTokens);
    private readonly MedianSketch _medians = new();
    private int _cycles;
    private int _comparedCycles;
    private double _meanDifferences;
    private long _nextWindow = long.MinValue;
    private long _firstWindow;
    private long _lastWindow;
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
            _products.Add(tokens[position], section.FactorZ[position] * section.ReturnZ[position]);
        }

        _cycles++;
        var isWindow = ticks >= _nextWindow;
        if (isWindow)
        {
            _firstWindow = _windows++ == 0 ? ticks : _firstWindow;
            _lastWindow = ticks;
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

    /// <param name="closed">The time from the first to the last cycle whose horizon is over, with or without returns.</param>
    public FactorFigures ToFigures(TimeSpan closed = default)
    {
        var test = _products.Test();
        return new FactorFigures
        {
            Tokens = test.Tokens,
            Cycles = _cycles,
            Observations = test.Observations,
            IndependentWindows = _windows,
            WindowInterval = IntervalOf(closed),
            RankIc = test.Mean,
            StandardError = test.StandardError,
            TStatistic = test.TStatistic,
            TopMinusRestMean = _comparedCycles > 0 ? _meanDifferences / _comparedCycles : null,
            TopMinusRestMedian = _medians.Median,
            HitRate = _comparedWindows > 0 ? (double)_hits / _comparedWindows : null,
            HitRateInterval = _comparedWindows > 0 ? Wilson.Interval(_hits, _comparedWindows) : null,
        };
    }

    // Measuring windows may be rarer than the horizon: when cycles are, when few of them count, or when returns are missing. The time
    // before the first window and after the last one may be as long as one more window.
    private TimeSpan? IntervalOf(TimeSpan closed)
    {
        if (_windows == 0)
        {
            return null;
        }

        var between = _windows > 1 ? (_lastWindow - _firstWindow) / (_windows - 1) : 0;
        return TimeSpan.FromTicks(Math.Max(horizon, Math.Max(between, closed.Ticks / (_windows + 1))));
    }
}
