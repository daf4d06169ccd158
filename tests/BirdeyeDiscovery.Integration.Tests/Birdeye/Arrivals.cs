using System.Collections.Concurrent;
using System.Diagnostics;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>When requests came in at the API, and from whom.</summary>
internal sealed class Arrivals
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly ConcurrentQueue<(TimeSpan At, int Host)> _all = new();

    public TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    public int Count => _all.Count;

    public void Add(int host) => _all.Enqueue((Now, host));

    public int Of(int host) => _all.Count(arrival => arrival.Host == host);

    public IReadOnlyList<TimeSpan> Times(int? host = null) => [.. _all.Where(arrival => host is null || arrival.Host == host).Select(static arrival => arrival.At).Order()];

    public int Between(TimeSpan from, TimeSpan to, int? host = null) => Times(host).Count(at => at >= from && at < to);

    /// <summary>The most requests in any window of this length, wherever it begins.</summary>
    public int MostWithin(TimeSpan window)
    {
        var times = Times();
        var (most, first) = (0, 0);
        for (var last = 0; last < times.Count; last++)
        {
            while (times[last] - times[first] >= window)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    public void AssertWithin(RateLimits limits, int burst)
    {
        // A rate below one allows one request in the time in which a whole one is due.
        var rate = limits.RequestsPerSecond;
        Assert.InRange(MostWithin(rate >= 1 ? limits.Second : limits.Second / (double)rate), 1, Math.Max(1, (int)rate) + burst);
        if (limits.RequestsPerMinute is { } perMinute)
        {
            Assert.InRange(MostWithin(limits.Second * 60), 1, (int)perMinute + burst);
        }
    }
}
