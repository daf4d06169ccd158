namespace BirdeyeDiscovery;

/// <summary>The deepest fall of a compounded equity curve below its highest point so far, in percent.</summary>
internal sealed class Drawdown
{
    // The curve itself may grow beyond any number; its share of the peak never leaves 0 to 1.
    private decimal _shareOfPeak = 1m;
    private decimal _deepest;
    private bool _known;

    public decimal? Percent => _known ? decimal.Round(_deepest * 100m, 4, MidpointRounding.AwayFromZero) : null;

    public void Add(decimal returnPct)
    {
        _known = true;

        // Nothing left is nothing left: a position can lose more than all of what was put in, an account cannot come back from it.
        _shareOfPeak = returnPct <= -100m ? 0m : _shareOfPeak * (1m + (returnPct / 100m));
        _shareOfPeak = Math.Min(_shareOfPeak, 1m);
        _deepest = Math.Max(_deepest, 1m - _shareOfPeak);
    }
}
