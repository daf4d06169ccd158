namespace BirdeyeDiscovery.Ledger;

/// <summary>Compares a tuning variant with the current options over windows that do not overlap, each window with itself.</summary>
/// <param name="fewest">The fewest windows for which a test statistic is given.</param>
internal sealed class PairedWindows(int fewest = ScoreEvaluation.MinWindows)
{
    // The test statistic of a tuning variant that differs from the current options by the same amount in every window.
    private const double Certain = 20;

    private double _current;
    private double _variant;
    private double _differences;
    private double _squares;
    private int _count;

    public double? Current => _count > 0 ? _current / _count : null;

    public double? Variant => _count > 0 ? _variant / _count : null;

    /// <summary>
    /// Gets the test statistic of the tuning variant's mean difference, or null with too few windows; 0 when all windows are equal.
    /// </summary>
    public double? TStatistic
    {
        get
        {
            if (_count < fewest)
            {
                return null;
            }

            var mean = _differences / _count;
            var variance = ((_squares / _count) - (mean * mean)) * _count / (_count - 1);
            return variance > 1e-18 ? mean / Math.Sqrt(variance / _count) : Math.Sign(Math.Round(mean, 12)) * Certain;
        }
    }

    public void Add(double current, double variant)
    {
        if (double.IsNaN(current) || double.IsNaN(variant))
        {
            return;
        }

        var difference = variant - current;
        _current += current;
        _variant += variant;
        _differences += difference;
        _squares += difference * difference;
        _count++;
    }
}
