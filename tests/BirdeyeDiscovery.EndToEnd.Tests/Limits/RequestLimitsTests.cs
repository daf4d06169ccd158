using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What the API sees, counted at the local Birdeye.</summary>
public sealed class RequestLimitsTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(5, null, CandleScope.Tracked)]
    [InlineData(10, 90, CandleScope.Tracked)]
    [InlineData(0.8, null, CandleScope.Tracked)]
    [InlineData(10, 100, CandleScope.All)]
    public async Task Twenty_cycles_stay_within_every_limit(double perSecond, int? perMinute, CandleScope candles)
    {
        using var folder = new TemporaryFolder();
        var clock = new SimulatedClock(Start);
        await using var birdeye = Local(clock);
        await using var host = new SimulatedHost(folder.File("discovery.db"), clock, birdeye, options =>
        {
            options.Birdeye.RequestsPerSecond = (decimal)perSecond;
            options.Birdeye.RequestsPerMinute = perMinute;
            options.Discovery.CandlesFor = candles;
        });
        for (var cycle = 0; cycle < 20; cycle++)
        {
            var before = birdeye.Log.Requests.Count;
            var result = host.RunNext();
            var own = birdeye.Log.Requests.Skip(before).ToArray();

            Assert.Equal(CycleOutcome.Complete, result.Snapshot!.Outcome);
            Assert.Equal(own.Length, result.Snapshot.ApiCallsMade);
            AssertNoneTwice(own);
        }

        // Seconds in which a whole request fits: 0.8 a second is one request in 1.25 s.
        var requests = birdeye.Log.Requests;
        var window = perSecond >= 1 ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(1 / perSecond);
        Assert.InRange(RequestLog.MostWithin(requests, window), 1, (int)Math.Max(1, perSecond));
        if (perMinute is { } limit)
        {
            Assert.InRange(RequestLog.MostWithin(requests, TimeSpan.FromMinutes(1)), limit / 2, limit);
        }

        Assert.All(requests, static request => Assert.Equal(200, request.Status));
        AssertSmallPages(requests);
    }

    [Fact]
    public async Task A_tokens_security_is_asked_once_in_24_hours()
    {
        using var folder = new TemporaryFolder();
        var clock = new SimulatedClock(Start);
        await using var birdeye = Local(clock);
        await using var host = new SimulatedHost(folder.File("discovery.db"), clock, birdeye, static options => options.Discovery.Interval = TimeSpan.FromMinutes(20));
        var answered = new List<LocalRequest>();
        for (var cycle = 0; cycle < 3 * 50; cycle++)
        {
            var before = birdeye.Log.Requests.Count;
            var result = host.RunNext();
            Assert.Equal(CycleOutcome.Complete, result.Snapshot!.Outcome);

            // A token that is not indexed yet is asked about again: there was nothing to keep.
            var unknown = result.Rejections.Where(static rejection => rejection.ReasonCode == ReasonCodes.SecurityUnknown).Select(static rejection => rejection.TokenAddress).ToHashSet();
            answered.AddRange(birdeye.Log.Requests.Skip(before).Where(request => request.Path == "/defi/token_security" && !unknown.Contains(request.Query["address"])));
        }

        var asked = answered.ToLookup(static request => request.Query["address"], static request => request.At);
        foreach (var token in asked)
        {
            Assert.All(token.Zip(token.Skip(1)), static pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromHours(24), $"asked at {pair.First} and {pair.Second}"));
        }

        Assert.Contains(asked, static token => token.Count() == 3);
    }

    [Fact]
    public async Task Four_callers_over_sockets_stay_within_the_limit_together()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var clock = new ScaledTimeProvider(Start, 10);
        await using var birdeye = Local(clock);
        var address = await birdeye.StartAsync(cancellation);
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(clock)
            .AddBirdeyeDiscovery(options =>
            {
                options.Birdeye.BaseUrl = address;
                options.Birdeye.RequestsPerSecond = 8;
                options.Birdeye.MaxConcurrency = 4;
            })
            .UseSqlite(folder.File("discovery.db"))
            .WithoutHostedService()
            .Services.BuildServiceProvider();
        var result = await services.GetRequiredService<IDiscoveryEngine>().RunCycleAsync(cancellation);

        var requests = birdeye.Log.Requests;
        Assert.Equal(CycleOutcome.Complete, result.Snapshot!.Outcome);
        Assert.InRange(requests.Count, 60, 500);
        Assert.All(requests, static request => Assert.Equal(200, request.Status));
        Assert.InRange(RequestLog.MostWithin(requests, TimeSpan.FromSeconds(1)), 2, 8);
        AssertNoneTwice(requests);
        AssertSmallPages(requests);
    }

    private static LocalBirdeye Local(TimeProvider clock) => new(new LocalBirdeyeOptions { TimeProvider = clock, Seed = 11, Origin = Start });

    private static void AssertNoneTwice(IReadOnlyList<LocalRequest> requests)
    {
        Assert.All(requests.CountBy(RequestLog.Identity), static request => Assert.True(request.Value == 1, $"{request.Key} was asked {request.Value} times in one cycle"));
        Assert.All(
            requests.Where(static request => request.Path == "/defi/ohlcv").CountBy(static request => (request.Query["address"], request.Query["type"])),
            static request => Assert.Equal(1, request.Value));
    }

    private static void AssertSmallPages(IReadOnlyList<LocalRequest> requests)
    {
        var limits = requests.Where(static request => request.Query.ContainsKey("limit"))
            .Select(static request => int.Parse(request.Query["limit"], System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.NotEmpty(limits);
        Assert.All(limits, static limit => Assert.InRange(limit, 1, 20));
    }
}
