using System.Numerics;

namespace BirdeyeDiscovery;

/// <summary>Sums the returns of trades exactly, independent of their order.</summary>
internal sealed class ReturnSums
{
    private BigInteger _sum;
    private BigInteger _squares;

    public int Count { get; private set; }

    public void Add(decimal returnPct)
    {
        var units = ReturnUnits.Of(returnPct);
        Count++;
        _sum += units;
        _squares += units * units;
    }

    public decimal? Mean() => Count == 0 ? null : ReturnUnits.Divide(_sum, Count);

    /// <summary>
    /// Gets the Sharpe ratio of trades: the mean return divided by the sample standard deviation; unknown for fewer than two returns or for
    /// equal ones.
    /// </summary>
    public decimal? Sharpe()
    {
        // The spread is n² times the population variance of the trades' returns; the sample variance is the spread divided by n(n − 1).
        var spread = (Count * _squares) - (_sum * _sum);
        if (Count < 2 || spread.IsZero)
        {
            return null;
        }

        return _sum.Sign * ReturnUnits.SquareRoot(_sum * _sum * (Count - 1), Count * spread);
    }
}
