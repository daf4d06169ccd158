namespace BirdeyeDiscovery.Ledger;

/// <summary>The ranks of one factor within one cycle. Positions count the scored tokens of the cycle.</summary>
internal sealed class FactorRanks
{
    private FactorRanks(int[] order, double[] ranks, bool[] isTop)
    {
        Order = order;
        Ranks = ranks;
        IsTop = isTop;
    }

    /// <summary>Gets the positions of the tokens that have the factor, lowest factor value first.</summary>
    public int[] Order { get; }

    /// <summary>Gets the rank of the factor by position, ties at their mean rank; NaN without the factor.</summary>
    public double[] Ranks { get; }

    /// <summary>
    /// Gets by position whether the factor ranks the token in the top group. The group is fixed at the scoring, before the returns are
    /// known.
    /// </summary>
    public bool[] IsTop { get; }

    /// <summary>Ranks the values of a factor, where NaN means that the token lacks the factor.</summary>
    /// <param name="values">The values by position.</param>
    /// <param name="topShare">The share of the tokens that is the top; <see langword="null"/> when the top are those above 0.</param>
    public static FactorRanks Of(ReadOnlySpan<double> values, double? topShare)
    {
        var keys = new double[values.Length];
        var order = new int[values.Length];
        var count = 0;
        for (var position = 0; position < values.Length; position++)
        {
            if (!double.IsNaN(values[position]))
            {
                keys[count] = values[position];
                order[count++] = position;
            }
        }

        Array.Sort(keys, order, 0, count);
        Array.Resize(ref order, count);
        var ranks = new double[values.Length];
        Array.Fill(ranks, double.NaN);
        for (int start = 0, end; start < count; start = end)
        {
            for (end = start + 1; end < count && keys[end] == keys[start];)
            {
                end++;
            }

            for (var index = start; index < end; index++)
            {
                ranks[order[index]] = (start + end - 1) / 2.0;
            }
        }

        return new FactorRanks(order, ranks, Top(values, keys.AsSpan(0, count), topShare));
    }

    // In the ranks of a factor, the lower edge of the top group is the quantile of pandas.qcut, which alphalens uses. Equal values are on
    // the same side of the edge.
    private static bool[] Top(ReadOnlySpan<double> values, ReadOnlySpan<double> sorted, double? topShare)
    {
        var isTop = new bool[values.Length];
        if (sorted.IsEmpty)
        {
            return isTop;
        }

        var edge = topShare is { } share ? sorted[(int)Math.Floor(((1 - share) * (sorted.Length - 1)) + 1e-9)] : 0;
        for (var position = 0; position < values.Length; position++)
        {
            isTop[position] = values[position] > edge;
        }

        return isTop;
    }
}
