using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>The limits of one account, shared by hosts over a real Redis. A second is shorter here, so that minutes fit into seconds.</summary>
public sealed class SharedLimitsTests
{
    [Theory]
    [InlineData(5, null, 200)]
    [InlineData(3, 40, 30)]
    [InlineData(0.5, null, 20)]
    public async Task Ten_hosts_stay_within_both_limits_and_none_starves(double perSecond, int? perMinute, int second)
    {
        var limits = new RateLimits((decimal)perSecond, perMinute) { Second = TimeSpan.FromMilliseconds(second), LongestAttempt = TimeSpan.FromMilliseconds(200) };
        var endpoint = (await SharedRedis.GetAsync()).Endpoint;
        var (ahead, behind) = (new ShiftedClock(TimeSpan.FromSeconds(60)), new ShiftedClock(TimeSpan.FromSeconds(-60)));

        // The others are ten minutes, an hour, 430 days or 73 years off, and are set while they send: Redis counts by its own time.
        WallClock[] wrong = [.. WallClock.Offsets.Select(static off => new WallClock(TimeProvider.System, off))];
        await using var hosts = new Fleet(10, endpoint, SharedRedis.NewPrefix(), clocks: [ahead, behind, .. wrong]);
        var arrivals = hosts.Start(limits);
        var half = TimeSpan.FromSeconds(perMinute is null ? 1.5 : 2);
        await Task.Delay(half, TestContext.Current.CancellationToken);
        foreach (var (clock, off) in wrong.Zip(WallClock.Offsets.Reverse()))
        {
            clock.Set(-off);
        }

        await Task.Delay(half, TestContext.Current.CancellationToken);
        await hosts.StopAsync();

        arrivals.AssertWithin(limits, burst: 0);
        Assert.All(Enumerable.Range(0, 10), host => Assert.InRange(arrivals.Of(host), Math.Max(1, arrivals.Count / 25), arrivals.Count));
        Assert.InRange(arrivals.Count, 20, 1000);
    }
}
