using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>How long the cycles of a whole engine take, and what the API refuses.</summary>
public sealed class CycleTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("BIRDEYE_LONG") == "1";

    private static readonly int WarmCycles = IsLong ? 100 : 32;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(80)]
    public async Task Warm_cycles_of_the_default_rate_keep_their_cadence_and_the_live_view_is_never_stale(int latency)
    {
        using var folder = new TemporaryFolder();
        var clock = new SimulatedClock(Start);
        await using var birdeye = Local(clock, perSecond: 1);
        if (latency > 0)
        {
            birdeye.Inject(LocalFault.Slow(TimeSpan.FromMilliseconds(latency)));
        }

        var bot = new Bot();
        await using var host = new SimulatedHost(
            folder.File("discovery.db"),
            clock,
            () => new PollingHandler(birdeye.CreateHandler(), bot),
            static options =>
            {
                var defaults = new BirdeyeDiscoveryOptions();
                options.Birdeye.RequestsPerSecond = defaults.Birdeye.RequestsPerSecond;
                options.Birdeye.MaxConcurrency = defaults.Birdeye.MaxConcurrency;
                options.Discovery.Enrichment = defaults.Discovery.Enrichment;
            });
        host.RunNext();
        var last = host.RunNext().Snapshot!.CycleTimestamp;
        bot.Reader = host.Services.GetRequiredService<ILiveReader>();
        var (seconds, requests) = (new List<double>(), new List<int>());
        for (var cycle = 0; cycle < WarmCycles; cycle++)
        {
            await bot.PollAsync();
            await bot.WaitUntilAsync(clock, host.Engine.LastResult!.NextDue!.Value);
            var snapshot = host.RunNext().Snapshot!;
            var took = (clock.GetUtcNow() - snapshot.CycleTimestamp).TotalSeconds;

            Assert.Equal(CycleOutcome.Complete, snapshot.Outcome);
            Assert.Equal(last + TimeSpan.FromSeconds(120), snapshot.CycleTimestamp);
            Assert.InRange(took, 1, 1.10 * (snapshot.ApiCallsMade - 1));
            Assert.InRange(took, 1, 120);
            last = snapshot.CycleTimestamp;
            if (snapshot.Enrichment != CycleEnrichment.Audit)
            {
                seconds.Add(took);
                requests.Add(snapshot.ApiCallsMade);
            }
        }

        // A cycle in which a token enters reads its histories too, and may take longer than a minute.
        Assert.InRange(seconds.Average(), 1, 60);
        Assert.Equal(0, bot.Stale);
        Assert.InRange(bot.Fresh, 50 * WarmCycles, int.MaxValue);
        Assert.All(birdeye.Log.Requests, static request => Assert.Equal(200, request.Status));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{WarmCycles} warm cycles; the staged ones took {seconds.Average():F1} s, at most {seconds.Max():F1} s, for {requests.Average():F1} requests");
    }

    [Theory]
    [InlineData(EnrichmentMode.Staged)]
    [InlineData(EnrichmentMode.Full)]
    public async Task A_cold_cycle_of_fifteen_requests_a_second_takes_as_long_as_the_limit_makes_it(EnrichmentMode enrichment)
    {
        using var folder = new TemporaryFolder();
        var clock = new SimulatedClock(Start);
        await using var birdeye = Local(clock, perSecond: 15);
        await using var host = new SimulatedHost(folder.File("discovery.db"), clock, birdeye, options =>
        {
            options.Birdeye.RequestsPerSecond = 15;
            options.Discovery.Enrichment = enrichment;
        });
        var snapshot = host.RunNext().Snapshot!;
        var bound = (snapshot.ApiCallsMade - 15) / 15.0;
        var took = (clock.GetUtcNow() - Start).TotalSeconds;

        Assert.Equal(CycleOutcome.Complete, snapshot.Outcome);
        TestContext.Current.TestOutputHelper!.WriteLine($"{snapshot.ApiCallsMade} requests took {took:F2} s; the bound is {bound:F2} s, {took / bound:F3} times");
        Assert.InRange(took, bound, 1.10 * bound);
        Assert.All(birdeye.Log.Requests, static request => Assert.Equal(200, request.Status));
    }

    [Fact]
    public async Task Calls_that_would_only_wait_for_the_limit_are_not_chosen_before_earlier_answers()
    {
        using var folder = new TemporaryFolder();
        var requests = new List<int[]>();
        foreach (var concurrency in new[] { 1, 4 })
        {
            var clock = new SimulatedClock(Start);
            await using var birdeye = Local(clock, perSecond: 1);
            await using var host = new SimulatedHost(folder.File($"{concurrency}.db"), clock, birdeye, options =>
            {
                options.Birdeye.RequestsPerSecond = 1;
                options.Birdeye.MaxConcurrency = concurrency;
                options.Discovery.Enrichment = EnrichmentMode.Staged;
            });
            requests.Add([.. Enumerable.Range(0, 6).Select(_ => host.RunNext().Snapshot!.ApiCallsMade)]);
        }

        Assert.Equal(requests[0], requests[1]);
    }

    [Fact]
    public async Task A_host_whose_Redis_is_gone_sends_at_its_full_rate()
    {
        using var folder = new TemporaryFolder();
        var alone = await TwoCyclesAsync("alone.db", static _ => { });
        var gone = await TwoCyclesAsync(
            "gone.db", static builder => builder.UseRedis(static redis => redis.Configuration = "127.0.0.1:1,connectTimeout=200"));

        // Without the live view there is nobody to read histories of one hour and one day for, so there are fewer requests.
        Assert.InRange(gone.Requests, 100, alone.Requests);
        Assert.InRange(gone.Took.TotalSeconds / gone.Requests, 0, 1.02 * (alone.Took.TotalSeconds / alone.Requests));

        async Task<(TimeSpan Took, int Requests)> TwoCyclesAsync(string database, Action<IBirdeyeDiscoveryBuilder> build)
        {
            var clock = new SimulatedClock(Start);
            await using var birdeye = Local(clock, perSecond: 1);
            await using var host = new SimulatedHost(
                folder.File(database),
                clock,
                birdeye,
                static options => (options.Birdeye.RequestsPerSecond, options.Discovery.Enrichment) = (1, EnrichmentMode.Staged),
                build);
            var (took, requests) = (TimeSpan.Zero, 0);
            for (var cycle = 0; cycle < 2; cycle++)
            {
                var result = host.RunNext();
                Assert.Equal(CycleOutcome.Complete, result.Snapshot!.Outcome);
                (took, requests) = (took + (clock.GetUtcNow() - result.Snapshot.CycleTimestamp), requests + result.Snapshot.ApiCallsMade);
            }

            return (took, requests);
        }
    }

    // In real time, because only there do calls overlap as they do over a network.
    [Theory]
    [InlineData(EnrichmentMode.Staged, 40)]
    [InlineData(EnrichmentMode.Staged, 200)]
    [InlineData(EnrichmentMode.Full, 40)]
    [InlineData(EnrichmentMode.Full, 200)]
    public async Task A_cold_cycle_over_a_network_uses_every_place_that_the_limiter_allows(EnrichmentMode enrichment, int milliseconds)
    {
        Assert.SkipUnless(IsLong, "It runs in real time; BIRDEYE_LONG=1 runs it.");
        var latency = TimeSpan.FromMilliseconds(milliseconds);
        using var folder = new TemporaryFolder();
        var clock = new ScaledTimeProvider(Start, 1);
        await using var birdeye = Local(clock, perSecond: 15);
        birdeye.Inject(LocalFault.Slow(latency));
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(clock)
            .AddBirdeyeDiscovery(options =>
            {
                options.Birdeye.BaseUrl = new Uri("http://127.0.0.1/");
                options.Birdeye.RequestsPerSecond = 15;
                options.Discovery.Enrichment = enrichment;
            })
            .UseSqlite(folder.File("discovery.db"))
            .UseHttpHandler(_ => birdeye.CreateHandler())
            .WithoutHostedService()
            .Services.BuildServiceProvider();
        var snapshot = (await services.GetRequiredService<IDiscoveryEngine>().RunCycleAsync(Ct)).Snapshot!;
        var times = birdeye.Log.Requests.Select(static request => request.At).Order().ToArray();
        var took = (times[^1] - times[0] + latency).TotalSeconds;

        // A place in the window is free again a window and one percent after an answer, so full windows follow each other at this distance.
        var least = ((times.Length - 1) / 15 * (latency.TotalSeconds + 1.01)) + latency.TotalSeconds;

        Assert.Equal(CycleOutcome.Complete, snapshot.Outcome);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{times.Length} requests of {milliseconds} ms took {took:F2} s, {took / least:F3} times what the limiter allows");

        // A full cycle waits for the last answer of each part before it asks for the next: security, market figures, swaps and candles.
        var barriers = enrichment == EnrichmentMode.Full ? 4 : 0;
        Assert.InRange(took, .99 * least, (1.10 * least) + (barriers * latency.TotalSeconds));
        Assert.All(birdeye.Log.Requests, static request => Assert.Equal(200, request.Status));
    }

    private static LocalBirdeye Local(TimeProvider clock, decimal perSecond) => new(new LocalBirdeyeOptions
    {
        TimeProvider = clock,
        Seed = 7,
        Origin = Start,
        Plan = new LocalPlan { RequestsPerSecond = perSecond },
    });

    /// <summary>A bot that looks at the live view.</summary>
    private sealed class Bot
    {
        public ILiveReader? Reader { get; set; }

        public int Fresh { get; private set; }

        public int Stale { get; private set; }

        public async Task PollAsync()
        {
            if (Reader is { } reader)
            {
                var answer = await reader.GetViewAsync(Ct);
                _ = answer.Kind == LiveAnswerKind.Found && !answer.IsStale ? Fresh++ : Stale++;
            }
        }

        public async Task WaitUntilAsync(SimulatedClock clock, DateTimeOffset time)
        {
            for (var now = clock.GetUtcNow(); now < time; now += TimeSpan.FromSeconds(1))
            {
                clock.AdvanceTo(now);
                await PollAsync();
            }
        }
    }

    /// <summary>Lets the bot look at the live view each time a request is sent, which is about once a second during a cycle.</summary>
    private sealed class PollingHandler(HttpMessageHandler inner, Bot bot) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await bot.PollAsync();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
