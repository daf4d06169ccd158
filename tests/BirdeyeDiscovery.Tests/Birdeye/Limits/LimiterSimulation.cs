using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>
/// Sends requests as fast as the limiter allows over a simulated network, to the limits of the local Birdeye and to other counters that an
/// API may use. Time is virtual and everything runs on one thread, so a seed always gives the same run.
/// </summary>
internal sealed class LimiterSimulation
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);

    private readonly EventClock _clock = new();
    private readonly ServerClock _server;
    private readonly RateLimits _limits;
    private readonly SimulatedNetwork _network;
    private readonly Random _random;
    private readonly AccountLimits _account;
    private readonly OtherCounters _others;
    private readonly Func<Trip, TimeSpan>? _counts;

    /// <param name="limits">The limits of the account.</param>
    /// <param name="network">The network.</param>
    /// <param name="seed">The seed of the delays.</param>
    /// <param name="counts">How long after its start a request counts in addition to the window; null for its completion.</param>
    private LimiterSimulation(RateLimits limits, SimulatedNetwork network, int seed, Func<Trip, TimeSpan>? counts)
    {
        (_limits, _network, _random, _counts) = (limits, network, new Random(seed), counts);
        _server = new ServerClock(_clock, new Random(seed + 1));
        var plan = new LocalPlan { RequestsPerSecond = limits.RequestsPerSecond, RequestsPerMinute = limits.RequestsPerMinute };
        _account = new AccountLimits(plan, _server);
        _others = new OtherCounters(limits);
    }

    /// <summary>Gets the number of requests that the local Birdeye refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Gets the number of requests that fixed windows or a token bucket would have refused.</summary>
    public int RefusedByOthers { get; private set; }

    /// <summary>Gets the number of requests that the limiter allowed per second.</summary>
    public double PerSecond { get; private set; }

    public static LimiterSimulation Run(
        RateLimits limits, SimulatedNetwork network, int requests, int seed, Func<Trip, TimeSpan>? counts = null)
    {
        var simulation = new LimiterSimulation(limits, network, seed, counts);
        using var limiter = new AccountRateLimiter(simulation._clock);
        var sending = simulation.SendAsync(limiter, requests);
        simulation._clock.Run();
        Assert.True(sending.IsCompletedSuccessfully, "the limiter left a caller waiting");
        return simulation;
    }

    private async Task SendAsync(AccountRateLimiter limiter, int requests)
    {
        for (var sent = 0; sent < requests; sent++)
        {
            var permit = (await limiter.AcquireAsync(_limits, TimeSpan.MaxValue, CancellationToken.None))!;
            permit.MarkSent();
            PerSecond = sent == 0 ? 0 : sent / TimeSpan.FromTicks(_clock.Now).TotalSeconds;
            Send(permit, _network.Next(_random));
        }
    }

    // A request whose answer is late is given up. One that is late on its way there never arrives, because its connection is closed.
    private void Send(RatePermit permit, Trip trip)
    {
        var whole = trip.There + trip.Back;
        if (trip.There < AttemptTimeout)
        {
            _clock.At(_clock.Now + trip.There.Ticks, Arrive);
        }

        var counts = _counts?.Invoke(trip) ?? (whole < AttemptTimeout ? whole : AttemptTimeout);
        _clock.At(_clock.Now + counts.Ticks, permit.Dispose);
    }

    private void Arrive()
    {
        Refused += _account.TryEnter(out _) ? 0 : 1;
        RefusedByOthers += _others.Allow(_server.GetTimestamp()) ? 0 : 1;
    }

    /// <summary>
    /// The clocks of several servers: each a few milliseconds off, all too fast by as much as a clock that is being corrected, and rounded
    /// down to milliseconds.
    /// </summary>
    private sealed class ServerClock(EventClock clock, Random random) : TimeProvider
    {
        private static readonly TimeSpan Start = TimeSpan.FromHours(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp()
        {
            var fast = Start.TotalMilliseconds + (TimeSpan.FromTicks(clock.Now).TotalMilliseconds * .9995);
            return (long)(fast + (random.NextDouble() * 8)) * TimeSpan.TicksPerMillisecond;
        }
    }

    /// <summary>Fixed windows that begin with each second and minute, and a bucket that holds as many requests as a second allows.</summary>
    private sealed class OtherCounters(RateLimits limits)
    {
        private readonly Dictionary<TimeSpan, (long Window, int Count)> _fixed = [];
        private double _taken;
        private long _last;

        public bool Allow(long now)
        {
            var isAllowed = AllowFixed(now, limits.RequestsPerSecond, limits.Second);
            isAllowed &= limits.RequestsPerMinute is not { } perMinute || AllowFixed(now, perMinute, limits.Second * 60);
            var places = Math.Max(1, Math.Floor((double)limits.RequestsPerSecond));
            _taken = Math.Max(0, _taken - (Math.Max(0, now - _last) * (double)limits.RequestsPerSecond / TimeSpan.TicksPerSecond));
            _last = Math.Max(_last, now);
            return ++_taken <= places + 1e-6 && isAllowed;
        }

        private bool AllowFixed(long now, decimal rate, TimeSpan unit)
        {
            var length = rate < 1 ? unit / (double)rate : unit;
            var window = now / length.Ticks;
            var count = _fixed.TryGetValue(length, out var last) && last.Window == window ? last.Count + 1 : 1;
            _fixed[length] = (window, count);
            return count <= Math.Max(1, (int)rate);
        }
    }
}
