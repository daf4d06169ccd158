namespace BirdeyeDiscovery.Tests;

/// <summary>What the limiter allows, and what the API refuses of it, over many requests and networks.</summary>
public sealed class MillionRequestsTests
{
    // Four plans on eight networks: 1,000,000 requests under BIRDEYE_LONG=1.
    private static readonly int Requests = Environment.GetEnvironmentVariable("BIRDEYE_LONG") == "1" ? 31_250 : 1_250;

    private static readonly RateLimits OnePerSecond = new(1, null);

    /// <summary>How long after its start a request counts, in rules that send more than the limiter does.</summary>
    private static Dictionary<string, Func<Func<Trip, TimeSpan>>> Rules { get; } = new()
    {
        ["from its start"] = static () => static _ => TimeSpan.Zero,
        ["half of the round trip"] = static () => static trip => (trip.There + trip.Back) / 2,
        ["95 % of the round trip"] = static () => static trip => (trip.There + trip.Back) * .95,
        ["ten milliseconds less"] = static () => static trip => trip.There + trip.Back - TimeSpan.FromMilliseconds(10),
        ["the fastest round trip less"] = static () => LessTheFastest(1),
        ["half of the fastest round trip less"] = static () => LessTheFastest(.5),
    };

    public static TheoryData<double, int?> Plans => new()
    {
        { 1, null },
        { 15, null },
        { 50, 1_000 },
        { .4, null },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public void None_is_refused_whatever_the_network_does(double perSecond, int? perMinute)
    {
        Assert.All(SimulatedNetwork.All, network =>
        {
            var run = LimiterSimulation.Run(new RateLimits((decimal)perSecond, perMinute), network, Requests, seed: 1);
            Assert.Equal((0, 0), (run.Refused, run.RefusedByOthers));
        });
    }

    [Theory]
    [InlineData(1, 0, .985)]
    [InlineData(1, 90, .90)]
    [InlineData(15, 0, 14.75)]
    [InlineData(15, 90, 13.5)]
    public void The_rate_is_that_of_the_plan_less_one_latency_a_window(double perSecond, double latency, double least)
    {
        var network = SimulatedNetwork.Constant(latency / 2, latency / 2);
        Assert.InRange(LimiterSimulation.Run(new RateLimits((decimal)perSecond, null), network, 3_000, seed: 1).PerSecond, least, perSecond);
    }

    // What these rules take for granted holds on some networks only.
    [Fact]
    public void A_request_that_counts_for_less_time_is_refused_on_some_network()
    {
        Assert.All(
            Rules,
            static rule => Assert.Contains(
                SimulatedNetwork.All, network => LimiterSimulation.Run(OnePerSecond, network, Requests, seed: 1, rule.Value()).Refused > 0));
    }

    private static Func<Trip, TimeSpan> LessTheFastest(double part)
    {
        var fastest = TimeSpan.MaxValue;
        return trip =>
        {
            var whole = trip.There + trip.Back;
            fastest = whole < fastest ? whole : fastest;
            return whole - (fastest * part);
        };
    }
}
