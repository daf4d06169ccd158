namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Measures the rank correlation of the factors of several tuning variants with the same returns, at one horizon. The first factor is the
/// current one, with which the others are compared. Memory is proportional to the tokens times the factors.
/// </summary>
/// <typeparam name="T">What the factors are computed from.</typeparam>
/// <param name="factors">The number of factors.</param>
/// <param name="horizon">The horizon.</param>
/// <param name="fill">Computes the factors.</param>
/// <param name="edges">The starts of the blocks.</param>
/// <param name="isPaired">Whether a choice is made by the difference to the first factor, as <see cref="TuneRules.Paired"/> has it.</param>
internal sealed class RankMeter<T>(
    int factors, TimeSpan horizon, RankMeter<T>.Fill fill, IReadOnlyList<long>? edges = null, bool isPaired = false)
{
    private readonly TokenSums[] _all = Make(factors);
    private readonly TokenSums[] _block = Make(factors);
    private readonly IReadOnlyList<long> _edges = edges ?? [];
    private readonly List<FoldFigures> _folds = [];
    private double?[]? _prefix;
    private int _nextEdge;
    private int _windows;
    private long _nextWindow = long.MinValue;
    private int _blockWindows;
    private int[] _positions = [];
    private int[] _order = [];
    private double[] _keys = [];
    private double[] _returnZ = [];
    private double[] _z = [];

    /// <summary>Computes the factor of one tuning variant for some tokens of a cycle.</summary>
    public delegate void Fill(int factor, T kept, ReadOnlySpan<int> positions, Span<double> values);

    /// <summary>Gets the walk-forward blocks that are over, each with the variant that the time before it would have chosen.</summary>
    public IReadOnlyList<FoldFigures> Folds => _folds;

    /// <summary>
    /// Begins the walk-forward block of a tuning search at a time. Returns that are not reported by then count for no block, but for later
    /// choices.
    /// </summary>
    public void At(long now)
    {
        while (_nextEdge < _edges.Count && now >= _edges[_nextEdge])
        {
            EndBlock();
            _prefix = isPaired ? [.. TuneRules.Paired(ToFigures())] : [.. _all.Select(static sums => sums.TStatistic)];
            _nextEdge++;
        }
    }

    public void End() => EndBlock();

    public void Add(long ticks, int[] tokens, T kept, ReadOnlySpan<double> returns)
    {
        var count = Known(returns);
        if (count < 2 || !Standardise(count, _returnZ))
        {
            return;
        }

        // The ranks of a tuning variant's factor are found by sorting _order, so that _positions keep the order of the returns.
        var isWindow = ticks >= _nextWindow;
        var isOfBlock = _edges.Count > 0 && _nextEdge > 0 && ticks >= _edges[_nextEdge - 1];
        if (isWindow)
        {
            _windows++;
            _blockWindows += isOfBlock ? 1 : 0;
            _nextWindow = ticks + horizon.Ticks;
        }

        for (var factor = 0; factor < factors; factor++)
        {
            fill(factor, kept, _positions.AsSpan(0, count), _keys.AsSpan(0, count));
            var isRanked = Standardise(count, _z);
            for (var index = 0; index < count; index++)
            {
                var product = isRanked ? _z[index] * _returnZ[index] : 0;
                var token = tokens[_positions[index]];
                _all[factor].Add(token, product);
                if (isOfBlock)
                {
                    _block[factor].Add(token, product);
                }
            }
        }
    }

    public VariantFigures[] ToFigures() => [.. _all.Select(sums => Of(sums, _all[0], _windows))];

    private static VariantFigures Of(TokenSums sums, TokenSums current, int windows) =>
        new(sums.Tokens, windows, sums.RankIc, sums.TStatistic, sums == current ? null : sums.DifferenceTo(current), current.RankIc);

    private static TokenSums[] Make(int count) => [.. Enumerable.Range(0, count).Select(static _ => new TokenSums())];

    private void EndBlock()
    {
        if (_prefix is { } prefix)
        {
            _folds.Add(new FoldFigures(
                new DateTimeOffset(_edges[_nextEdge - 1], TimeSpan.Zero),
                prefix,
                [.. _block.Select(sums => Of(sums, _block[0], _blockWindows))]));
            foreach (var sums in _block)
            {
                sums.Clear();
            }

            _blockWindows = 0;
            _prefix = null;
        }
    }

    private int Known(ReadOnlySpan<double> returns)
    {
        if (_positions.Length < returns.Length)
        {
            _positions = new int[returns.Length];
            _order = new int[returns.Length];
            _keys = new double[returns.Length];
            _returnZ = new double[returns.Length];
            _z = new double[returns.Length];
        }

        var count = 0;
        for (var position = 0; position < returns.Length; position++)
        {
            if (!double.IsNaN(returns[position]))
            {
                _keys[count] = returns[position];
                _positions[count++] = position;
            }
        }

        return count;
    }

    // Ranks the keys of a tuning variant, ties at their mean rank, and standardises the ranks; false when all are equal.
    private bool Standardise(int count, double[] z)
    {
        for (var index = 0; index < count; index++)
        {
            _order[index] = index;
        }

        Array.Sort(_keys, _order, 0, count);
        var ties = 0.0;
        for (int start = 0, end; start < count; start = end)
        {
            for (end = start + 1; end < count && _keys[end] == _keys[start];)
            {
                end++;
            }

            double size = end - start;
            ties += (size * size * size) - size;
            for (var index = start; index < end; index++)
            {
                z[_order[index]] = (start + end - count) / 2.0;
            }
        }

        var variance = (((double)count * count) - 1 - (ties / count)) / 12;
        if (variance < 1e-9)
        {
            return false;
        }

        var scale = 1 / Math.Sqrt(variance);
        for (var index = 0; index < count; index++)
        {
            z[index] *= scale;
        }

        return true;
    }
}
