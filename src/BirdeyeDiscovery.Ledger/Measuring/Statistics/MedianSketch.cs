namespace BirdeyeDiscovery.Ledger;

/// <summary>A median of a stream in fixed memory, within 1 % of the true one: values are counted in bins of 2 % width.</summary>
internal sealed class MedianSketch
{
    // The median's bins of each sign cover differences of forward returns from 1e-7 to more than 50. A smaller one counts as 0.
    private const double Least = 1e-7;
    private const int Bins = 1012;
    private static readonly double Width = Math.Log(1.02);

    private readonly int[] _counts = new int[(2 * Bins) + 1];
    private long _total;

    public double? Median => _total == 0 ? null : (At((_total - 1) / 2) + At(_total / 2)) / 2;

    public void Add(double value)
    {
        _counts[Bins + BinOf(value)]++;
        _total++;
    }

    private static int BinOf(double value)
    {
        var size = Math.Abs(value);
        return size < Least ? 0 : Math.Sign(value) * Math.Min(Bins, 1 + (int)(Math.Log(size / Least) / Width));
    }

    private double At(long rank)
    {
        var index = 0;
        for (var seen = (long)_counts[0]; seen <= rank; seen += _counts[index])
        {
            index++;
        }

        var bin = index - Bins;
        return bin == 0 ? 0 : Math.Sign(bin) * Least * Math.Exp((Math.Abs(bin) - .5) * Width);
    }
}
