namespace BirdeyeDiscovery;

/// <summary>
/// Computes the drawdown of trades: the deepest fall of a compounded equity curve below its highest point so far, in percent.
/// </summary>
internal sealed class Drawdown
{
    // The drawdown stores the equity as a share of its peak, which is always between 0 and 1. The equity itself may grow without limit.
    private decimal _shareOfPeak = 1m;
    private decimal _deepest;
    private bool _known;

    public decimal? Percent => _known ? decimal.Round(_deepest * 100m, 4, MidpointRounding.AwayFromZero) : null;

    public void Add(decimal returnPct)
    {
        _known = true;

        // In the drawdown, a loss of 100 % or more sets the equity to zero for good: a position can lose more than was invested, but an
        // account cannot recover from that.
        _shareOfPeak = returnPct <= -100m ? 0m : _shareOfPeak * (1m + (returnPct / 100m));
        _shareOfPeak = Math.Min(_shareOfPeak, 1m);
        _deepest = Math.Max(_deepest, 1m - _shareOfPeak);
    }
}
