using System.Numerics;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The recent prices of one token for its forward returns, in the order of time. A dead token has NaN for a price.</summary>
internal sealed class TokenPrices
{
    private long[] _ticks = [];
    private double[] _logs = [];
    private int _first;
    private int _count;

    public bool IsEmpty => _count == 0;

    public long Newest => TicksAt(_count - 1);

    public void Add(long ticks, double log, long keepFrom)
    {
        while (_count > 0 && TicksAt(0) < keepFrom)
        {
            _first = (_first + 1) & (_ticks.Length - 1);
            _count--;
        }

        if (_count == _ticks.Length)
        {
            Grow();
        }

        var index = (_first + _count) & (_ticks.Length - 1);
        _ticks[index] = ticks;
        _logs[index] = log;
        _count++;
    }

    public void Clear() => (_ticks, _logs, _first, _count) = ([], [], 0, 0);

    /// <summary>
    /// Gets the forward return from the first price after a scoring to the first price at or after the end of the horizon.
    /// </summary>
    /// <param name="scored">The time of the scoring. A price of that time or earlier was known to the score, and is never used.</param>
    /// <param name="horizon">The horizon in ticks.</param>
    /// <param name="delay">How late each of the two prices may be, in ticks.</param>
    /// <param name="floor">The log return of a dead token.</param>
    public ForwardReturn Return(long scored, long horizon, long delay, double floor)
    {
        var entry = FirstAfter(scored);
        var latest = scored + delay;
        var wasDead = false;
        while (entry < _count && TicksAt(entry) <= latest && double.IsNaN(LogAt(entry)))
        {
            wasDead = true;
            entry++;
        }

        if (entry == _count || TicksAt(entry) > latest)
        {
            return wasDead ? new ForwardReturn(floor, IsDead: true) : ForwardReturn.Missing;
        }

        var target = TicksAt(entry) + horizon;
        var exit = FirstAfter(target - 1);
        if (exit < _count && TicksAt(exit) <= target + delay)
        {
            var log = LogAt(exit);
            return double.IsNaN(log) ? new ForwardReturn(floor, IsDead: true) : new ForwardReturn(log - LogAt(entry), IsDead: false);
        }

        // A token that was dead at its last observation is often not observed again, so its forward return counts it as dead at the end of
        // the horizon too.
        return double.IsNaN(LogAt(exit - 1)) ? new ForwardReturn(floor, IsDead: true) : ForwardReturn.Missing;
    }

    private int FirstAfter(long ticks)
    {
        int low = 0, high = _count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (TicksAt(middle) > ticks)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private long TicksAt(int index) => _ticks[(_first + index) & (_ticks.Length - 1)];

    private double LogAt(int index) => _logs[(_first + index) & (_logs.Length - 1)];

    private void Grow()
    {
        var length = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, _count + 1));
        var ticks = new long[length];
        var logs = new double[length];
        for (var index = 0; index < _count; index++)
        {
            ticks[index] = TicksAt(index);
            logs[index] = LogAt(index);
        }

        (_ticks, _logs, _first) = (ticks, logs, 0);
    }
}
