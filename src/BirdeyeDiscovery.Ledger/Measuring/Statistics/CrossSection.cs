namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// The cross-section of one cycle for the rank statistics: one factor against the returns that followed. The object is used again for each
/// pair of them.
/// </summary>
internal sealed class CrossSection
{
    private bool[] _included = [];
    private int[] _list = [];

    /// <summary>
    /// Gets the standardised ranks of the factor in the cross-section by position; only those of <see cref="Positions"/> have a meaning.
    /// </summary>
    public double[] FactorZ { get; private set; } = [];

    /// <summary>
    /// Gets the standardised ranks of the returns in the cross-section by position; only those of <see cref="Positions"/> have a meaning.
    /// </summary>
    public double[] ReturnZ { get; private set; } = [];

    /// <summary>
    /// Gets the positions in the cross-section of the tokens that have both factor and return, in the order of their returns.
    /// </summary>
    public ReadOnlySpan<int> Positions => _list.AsSpan(0, Count);

    /// <summary>
    /// Gets how many tokens have both factor and return; 0 when there is nothing to compare, because the factor or the returns are all
    /// equal.
    /// </summary>
    public int Count { get; private set; }

    /// <summary>Gets the mean return of the top group minus that of the rest; NaN when one of them is empty.</summary>
    public double MeanDifference { get; private set; }

    /// <summary>Gets the median return of the top group minus that of the rest; NaN when one of them is empty.</summary>
    public double MedianDifference { get; private set; }

    /// <summary>Compares the ranks of a factor with those of the returns.</summary>
    /// <param name="factor">The ranks of the factor.</param>
    /// <param name="returns">The returns by position; NaN when missing.</param>
    /// <param name="returnOrder">The positions of the tokens that have a return, lowest first.</param>
    /// <param name="leftOut">The tokens to leave out by position, or an empty span for none.</param>
    public void Compare(FactorRanks factor, ReadOnlySpan<double> returns, ReadOnlySpan<int> returnOrder, ReadOnlySpan<bool> leftOut)
    {
        Prepare(returns.Length);
        for (var position = 0; position < returns.Length; position++)
        {
            _included[position] = !double.IsNaN(factor.Ranks[position]) && !double.IsNaN(returns[position])
                && (leftOut.IsEmpty || !leftOut[position]);
        }

        var known = Standardise(factor.Order, factor.Ranks, FactorZ);
        if (known > 0)
        {
            known = Standardise(returnOrder, returns, ReturnZ);
        }

        Count = known;

        // The last call of Standardise left the positions of the cross-section in _list, in the order of the returns. Differences reads
        // them.
        (MeanDifference, MedianDifference) = known == 0 ? (double.NaN, double.NaN) : Differences(factor.IsTop, returns, known);
    }

    private int Standardise(ReadOnlySpan<int> order, ReadOnlySpan<double> keys, Span<double> z)
    {
        var count = 0;
        foreach (var position in order)
        {
            if (_included[position])
            {
                _list[count++] = position;
            }
        }

        if (count < 2)
        {
            return 0;
        }

        var ties = 0.0;
        for (int start = 0, end; start < count; start = end)
        {
            for (end = start + 1; end < count && keys[_list[end]] == keys[_list[start]];)
            {
                end++;
            }

            double size = end - start;
            ties += (size * size * size) - size;
            for (var index = start; index < end; index++)
            {
                z[_list[index]] = (start + end - count) / 2.0;
            }
        }

        var variance = (((double)count * count) - 1 - (ties / count)) / 12;
        if (variance < 1e-9)
        {
            return 0;
        }

        var scale = 1 / Math.Sqrt(variance);
        for (var index = 0; index < count; index++)
        {
            z[_list[index]] *= scale;
        }

        return count;
    }

    private (double Mean, double Median) Differences(ReadOnlySpan<bool> isTop, ReadOnlySpan<double> returns, int count)
    {
        double topSum = 0, restSum = 0;
        var top = 0;
        for (var index = 0; index < count; index++)
        {
            var position = _list[index];
            if (isTop[position])
            {
                topSum += returns[position];
                top++;
            }
            else
            {
                restSum += returns[position];
            }
        }

        var rest = count - top;
        return top == 0 || rest == 0
            ? (double.NaN, double.NaN)
            : ((topSum / top) - (restSum / rest), Median(isTop, ofTop: true, top, returns) - Median(isTop, ofTop: false, rest, returns));
    }

    private double Median(ReadOnlySpan<bool> isTop, bool ofTop, int count, ReadOnlySpan<double> returns)
    {
        int lower = (count - 1) / 2, upper = count / 2;
        var seen = 0;
        var sum = 0.0;
        for (var index = 0; seen <= upper; index++)
        {
            var position = _list[index];
            if (isTop[position] == ofTop)
            {
                sum += (seen == lower ? returns[position] : 0) + (seen == upper ? returns[position] : 0);
                seen++;
            }
        }

        return sum / 2;
    }

    private void Prepare(int length)
    {
        if (_list.Length < length)
        {
            _included = new bool[length];
            _list = new int[length];
            FactorZ = new double[length];
            ReturnZ = new double[length];
        }
    }
}
