using System.Globalization;

namespace BirdeyeDiscovery.Testing;

/// <summary>
/// The limits of one account that the local Birdeye enforces: two sliding windows over all requests, and the compute units of the month.
/// </summary>
internal sealed class AccountLimits(LocalPlan plan, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<long> _second = new();
    private readonly Queue<long> _minute = new();
    private long _used;

    public long Used => Interlocked.Read(ref _used);

    public long? Remaining => plan.ComputeUnits is { } budget ? Math.Max(0, budget - Used) : null;

    public bool IsExhausted => Remaining == 0;

    public void Charge(int units) => Interlocked.Add(ref _used, units);

    /// <summary>
    /// Counts a request to the local Birdeye in the windows of its limits. If one is full, the result is false, with the seconds to wait.
    /// </summary>
    public bool TryEnter(out string retryAfter)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var wait = Wait(_second, now, plan.RequestsPerSecond, 1);
            if (plan.RequestsPerMinute is { } perMinute)
            {
                wait = Math.Max(wait, Wait(_minute, now, perMinute, 60));
            }

            retryAfter = Math.Max(1, Math.Ceiling(wait)).ToString(CultureInfo.InvariantCulture);
            if (wait > 0)
            {
                return false;
            }

            _second.Enqueue(now);
            if (plan.RequestsPerMinute is not null)
            {
                _minute.Enqueue(now);
            }

            return true;
        }
    }

    private double Wait(Queue<long> window, long now, decimal rate, double seconds)
    {
        // At the local Birdeye, a rate of less than one request per window means one request in a longer window.
        var length = rate < 1 ? seconds / (double)rate : seconds;
        var places = Math.Max(1, (int)decimal.Floor(rate));
        while (window.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now).TotalSeconds >= length)
        {
            window.Dequeue();
        }

        return window.Count < places ? 0 : length - time.GetElapsedTime(window.Peek(), now).TotalSeconds;
    }
}
