namespace BirdeyeDiscovery;

/// <summary>Computes the deepest fall of a compounded equity curve below its highest point so far, in percent.</summary>
internal sealed class Drawdown
{
    // The curve itself may grow without limit; its share of the peak is always between 0 and 1.
    private decimal _shareOfPeak = 1m;
    private decimal _deepest;
    private bool _known;

    public decimal? Percent => _known ? decimal.Round(_deepest * 100m, 4, MidpointRounding.AwayFromZero) : null;

    public void Add(decimal returnPct)
    {
        _known = true;

        // A share of zero stays zero: a position can lose more than was invested, but an account cannot recover from it.
        _shareOfPeak = returnPct <= -100m ? 0m : _shareOfPeak * (1m + (returnPct / 100m));
        _shareOfPeak = Math.Min(_shareOfPeak, 1m);
        _deepest = Math.Max(_deepest, 1m - _shareOfPeak);
    }
}
