namespace BirdeyeDiscovery.Ledger;

/// <summary>Compares a tuning variant with the current options at one horizon, on every axis that has returns.</summary>
/// <param name="horizon">The horizon.</param>
/// <param name="isSelection">
/// Whether the top is a list, which has another length with another threshold. Its turnover then measures nothing.
/// </param>
internal sealed class AxisMeter(TimeSpan horizon, bool isSelection)
{
    private readonly FigureMeter _current = new(horizon.Ticks);
    private readonly FigureMeter _variant = new(horizon.Ticks);
    private readonly TokenSums _currentSums = new();
    private readonly TokenSums _variantSums = new();
    private readonly PairedWindows _topMinusRest = new();
    private readonly PairedWindows _hits = new();
    private readonly PairedWindows _turnover = new();
    private readonly CrossSection _section = new();
    private HashSet<int>? _currentTop;
    private HashSet<int>? _variantTop;
    private long _nextWindow = long.MinValue;
    private double[] _sorted = [];
    private int[] _order = [];
    private bool[] _isKnown = [];

    /// <summary>Adds the returns of a cycle, whose factors are those of the current options and of the tuning variant.</summary>
    public void Add(long ticks, int[] tokens, FactorRanks[] factors, ReadOnlySpan<double> returns)
    {
        var order = Order(returns);
        var current = Compare(factors[0], _current, _currentSums, ticks, tokens, returns, order);
        var variant = Compare(factors[1], _variant, _variantSums, ticks, tokens, returns, order);
        if (ticks < _nextWindow || order.Length < 2)
        {
            return;
        }

        _nextWindow = ticks + horizon.Ticks;
        _topMinusRest.Add(current, variant);
        _hits.Add(Hit(current), Hit(variant));
        HashSet<int> currentTop = Top(factors[0], tokens), variantTop = Top(factors[1], tokens);
        if (_currentTop is not null)
        {
            _turnover.Add(New(_currentTop, currentTop), New(_variantTop!, variantTop));
        }

        (_currentTop, _variantTop) = (currentTop, variantTop);
    }

    public IEnumerable<TuneAxis> ToAxes()
    {
        FactorFigures current = _current.ToFigures(), variant = _variant.ToFigures();
        var isEnough = Math.Min(current.IndependentWindows, variant.IndependentWindows) >= ScoreEvaluation.MinWindows;
        yield return TuneAxis.Of(
            "rank IC", horizon, current.RankIc, variant.RankIc, isEnough ? _variantSums.DifferenceTo(_currentSums) : null);
        yield return TuneAxis.Of(
            "top minus rest", horizon, current.TopMinusRestMedian, variant.TopMinusRestMedian, _topMinusRest.TStatistic);
        yield return TuneAxis.Of("hit rate", horizon, _hits);
        yield return TuneAxis.Of("turnover of the top", horizon, _turnover, isLowerBetter: true, isJudged: !isSelection);
    }

    private static double Hit(double difference) => double.IsNaN(difference) ? double.NaN : difference > 0 ? 1 : 0;

    private static HashSet<int> Top(FactorRanks ranks, int[] tokens) =>
        [.. tokens.Where((_, position) => ranks.IsTop[position])];

    private static double New(HashSet<int> before, HashSet<int> now) =>
        now.Count == 0 ? double.NaN : (double)now.Count(token => !before.Contains(token)) / now.Count;

    private double Compare(
        FactorRanks factor,
        FigureMeter meter,
        TokenSums sums,
        long ticks,
        int[] tokens,
        ReadOnlySpan<double> returns,
        ReadOnlySpan<int> order)
    {
        _section.Compare(factor, returns, order, []);
        meter.Add(_section, tokens, ticks);

        // The sums of the current options and of the tuning variant count the same tokens, so that they can be compared. A factor that
        // orders nothing contributes nothing.
        foreach (var position in order)
        {
            _isKnown[position] = false;
        }

        foreach (var position in _section.Positions)
        {
            _isKnown[position] = true;
        }

        foreach (var position in order)
        {
            sums.Add(tokens[position], _isKnown[position] ? _section.FactorZ[position] * _section.ReturnZ[position] : 0);
        }

        return _section.Count == 0 ? double.NaN : _section.MedianDifference;
    }

    private ReadOnlySpan<int> Order(ReadOnlySpan<double> returns)
    {
        if (_sorted.Length < returns.Length)
        {
            _sorted = new double[returns.Length];
            _order = new int[returns.Length];
            _isKnown = new bool[returns.Length];
        }

        var known = 0;
        for (var position = 0; position < returns.Length; position++)
        {
            if (!double.IsNaN(returns[position]))
            {
                _sorted[known] = returns[position];
                _order[known++] = position;
            }
        }

        Array.Sort(_sorted, _order, 0, known);
        return _order.AsSpan(0, known);
    }
}
