using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>An API that gives nothing usable for a while: the cycle fails and says so, nothing else changes, and the next good answer heals it.</summary>
public sealed class OutageTests
{
    /// <summary>A cycle of nothing but failures asks for two pages; retries are at most two a call and five in all.</summary>
    private const int MostRequests = 2 + 4;

    private const string Suspended = "Your API key is either suspended or lacks sufficient permissions to access this resource.";

    private static readonly Dictionary<string, (LocalFault Fault, string Says)> Outages = new(StringComparer.Ordinal)
    {
        ["500"] = (LocalFault.Status(500), "Trending: 2 failed (Server)"),
        ["500 that quotes the key"] = (LocalFault.Status(500, $"no such key: {FaultyMarket.Key}"), "Trending: 2 failed (Server)"),
        ["503 with a wait"] = (LocalFault.Status(503), "Trending: 2 failed (Server)"),
        ["html with 200"] = (LocalFault.HtmlPage(), "Trending: 2 failed (NotJson)"),
        ["html with 502"] = (LocalFault.HtmlPage(502), "Trending: 2 failed (Server)"),
        ["html with 401"] = (LocalFault.HtmlPage(401), "Trending: 2 failed (Intercepted)"),
        ["html with 403"] = (LocalFault.HtmlPage(403), "Trending: 2 failed (Intercepted)"),
        ["html with 404"] = (LocalFault.HtmlPage(404), "Trending: 2 failed (Intercepted)"),
        ["json as html"] = (LocalFault.ContentType("text/html"), "Trending: 2 failed (NotJson)"),
        ["429"] = (LocalFault.TooManyRequests(), "Trending: 2 failed (RateLimited)"),
        ["429 with a long wait"] = (LocalFault.TooManyRequests(60), "Calls ended: RateLimited"),
        ["429 with a wait past a cycle"] = (LocalFault.TooManyRequests(150), "Calls ended: RateLimited"),
        ["429 with nonsense"] = (LocalFault.TooManyRequestsUntil("soon\u00A0-1e400"), "Trending: 2 failed (RateLimited)"),
        ["empty list"] = (LocalFault.EmptyList(), "Trending: no token was listed"),
        ["success:false"] = (LocalFault.Unsuccessful(), "Trending: 2 failed (Unsuccessful)"),
        ["data:null"] = (LocalFault.NullData(), "Trending: a page was answered without data"),
        ["data:{}"] = (LocalFault.EmptyData(), "Trending: a page was answered without data"),
        ["404"] = (LocalFault.Status(404), "Trending: a page was answered without data"),
        ["no body"] = (LocalFault.EmptyBody(), "Trending: 2 failed (NotJson)"),
        ["a json text"] = (LocalFault.Body("\"ok\""), "Trending: 2 failed (NotJson)"),
        ["a json array"] = (LocalFault.Body("[]"), "Trending: 2 failed (Malformed)"),
        ["broken json"] = (LocalFault.Body("{\"success\":true,\"data\":{\"tokens\":["), "Trending: 2 failed (Malformed)"),
        ["other data"] = (LocalFault.Body("{\"success\":true,\"data\":{\"items\":[1,2]}}"), "Trending: 2 failed (Malformed)"),
        ["credits used up"] = (LocalFault.Status(400, "Compute units usage limit exceeded"), "Calls ended: CreditsExhausted"),
        ["wrong key"] = (LocalFault.Status(401), "Calls ended: Unauthorized"),
        ["wrong key, quoted"] = (LocalFault.Status(401, $"Invalid key {FaultyMarket.Key.ToUpperInvariant()}"), "Calls ended: Unauthorized"),
        ["bad request"] = (LocalFault.Status(400), "Trending: 2 failed (BadRequest)"),
        ["redirect"] = (LocalFault.Redirect(new Uri("http://127.0.0.1:1/")), "Trending: 2 failed (Redirected)"),
        ["giant body"] = (LocalFault.GiantBody(1L << 40), "Trending: 2 failed (TooLarge)"),
        ["half a body"] = (LocalFault.Truncated(), "Trending: 2 failed (Network)"),
        ["stall"] = (LocalFault.Stall(), "Trending: 2 failed (Timeout)"),
    };

    public static TheoryData<string> Names => [.. Outages.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_outage_changes_nothing_and_the_next_good_cycle_is_complete(string name)
    {
        var (fault, says) = Outages[name];
        await using var market = new FaultyMarket(name == "stall" ? TimeSpan.FromMilliseconds(400) : null);
        var before = market.RunHealthy(2);
        var tokens = await market.TokensAsync();
        Assert.Contains(tokens, static token => token is { Status: TokenStatus.Active, IsPermanent: false });

        market.Birdeye.Inject(fault);
        var first = await AssertFailedAsync(market, says, tokens);
        var second = name == "429 with a wait past a cycle" ? first : await AssertFailedAsync(market, says, tokens);
        market.Birdeye.ClearFaults();
        var lastFailed = name == "429 with a wait past a cycle" ? await AssertFailedAsync(market, "Trending", tokens, wantsRequests: false) : second;

        var after = market.RunHealthy();

        // A cycle that failed with its first request or without an answer is repeated after one minute, then two, which is the interval.
        var isUnanswered = says.EndsWith("(Network)", StringComparison.Ordinal) || says.EndsWith("(Timeout)", StringComparison.Ordinal)
            || says.EndsWith("(Intercepted)", StringComparison.Ordinal);
        Assert.Equal(isUnanswered, first.Snapshot!.Error!.Contains("API: no request was answered", StringComparison.Ordinal));
        var early = isUnanswered || first.Snapshot.ApiCallsMade <= 1 ? TimeSpan.FromMinutes(1) : TimeSpan.Zero;
        Assert.Equal(before.LastCycle + (3 * FaultyMarket.Interval) - early, after.LastCycle);
        Assert.NotEmpty(after.Scores);
        await market.AssertKeyIsNowhereAsync(before, first, second, lastFailed, after);
    }

    [Theory]
    [InlineData(401, "Unauthorized")]
    [InlineData(400, "Compute units usage limit exceeded")]
    public async Task A_restart_after_a_refused_key_waits_for_no_whole_interval_and_makes_no_storm(int status, string text)
    {
        static void Hourly(BirdeyeDiscoveryOptions options)
        {
            options.Birdeye.ApiKey = new ApiKey(FaultyMarket.Key);
            options.Discovery.Interval = TimeSpan.FromHours(1);
        }

        using var folder = new TemporaryFolder();
        var clock = new SimulatedClock(FaultyMarket.Start);
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions
        {
            TimeProvider = clock,
            Seed = 7,
            Origin = FaultyMarket.Start,
            RequiredKey = FaultyMarket.Key,
        });
        birdeye.Inject(LocalFault.Status(status, text));

        // Processes that are restarted every ten seconds, as a supervisor may do.
        var asked = new List<double>();
        for (var restart = 0; restart < 6 * 20; restart++)
        {
            await using var host = new SimulatedHost(folder.File("discovery.db"), clock, birdeye, Hourly);
            var before = birdeye.Log.Requests.Count;
            var result = clock.Drive(host.Engine.RunCycleAsync(TestContext.Current.CancellationToken));
            if (birdeye.Log.Requests.Count > before)
            {
                asked.Add(Math.Round((clock.GetUtcNow() - FaultyMarket.Start).TotalMinutes));
                Assert.Equal((1, CycleStatus.Ran), (birdeye.Log.Requests.Count - before, result.Status));
            }

            clock.AdvanceTo(FaultyMarket.Start.AddSeconds(10 * (restart + 1)));
        }

        Assert.Equal([0, 1, 3, 7, 15], asked);
        birdeye.ClearFaults();
        await using var corrected = new SimulatedHost(folder.File("discovery.db"), clock, birdeye, Hourly);
        var healed = corrected.RunNext();
        Assert.Equal((CycleStatus.Ran, CycleOutcome.Complete), (healed.Status, healed.Snapshot!.Outcome));
        Assert.Equal(31, Math.Round((healed.LastCycle!.Value - FaultyMarket.Start).TotalMinutes));
        Assert.Equal(healed.LastCycle + TimeSpan.FromHours(1), healed.NextDue);
    }

    [Fact]
    public async Task A_minute_of_429_ends_before_the_next_cycle()
    {
        await using var market = new FaultyMarket();
        var before = market.RunHealthy(2);
        var tokens = await market.TokensAsync();
        var due = before.NextDue!.Value;
        market.Birdeye.Inject(LocalFault.TooManyRequests() with { From = due, Until = due.AddMinutes(1) });

        await AssertFailedAsync(market, "RateLimited", tokens);
        var after = market.RunHealthy();
        Assert.Equal(due + FaultyMarket.Interval, after.LastCycle);
    }

    [Fact]
    public async Task An_absurd_wait_is_believed_for_a_quarter_of_an_hour_at_most()
    {
        await using var market = new FaultyMarket();
        market.RunHealthy(2);
        var tokens = await market.TokensAsync();
        market.Birdeye.Inject(LocalFault.TooManyRequestsUntil("999999999999") with { Times = 1 });

        await AssertFailedAsync(market, "RateLimited", tokens);
        for (var cycle = 0; cycle < 7; cycle++)
        {
            await AssertFailedAsync(market, "Trending", tokens, wantsRequests: false);
        }

        market.RunHealthy();
    }

    [Fact]
    public async Task A_suspended_account_is_asked_about_in_the_next_cycle()
    {
        await using var market = new FaultyMarket();
        market.RunHealthy(2);
        var tokens = await market.TokensAsync();
        market.Birdeye.Inject(LocalFault.Status(401, Suspended));
        await AssertFailedAsync(market, "Trending: 2 failed (AccountRefused)", tokens);
        await AssertFailedAsync(market, "Trending: 2 failed (AccountRefused)", tokens);
        market.Birdeye.ClearFaults();

        market.RunHealthy();
    }

    [Fact]
    public async Task An_account_that_is_suspended_for_hours_is_asked_about_within_a_quarter_of_an_hour()
    {
        await using var market = new FaultyMarket();
        market.RunHealthy(2);
        var tokens = await market.TokensAsync();
        market.Birdeye.Inject(LocalFault.Status(401, Suspended));
        for (var cycle = 0; cycle < 60; cycle++)
        {
            Assert.Equal(CycleOutcome.Failed, market.Host.RunNext().Snapshot!.Outcome);
        }

        Assert.Equal(tokens, await market.TokensAsync());
        market.Birdeye.ClearFaults();
        var waited = 0;
        while (market.Host.RunNext().Snapshot!.Outcome == CycleOutcome.Failed)
        {
            waited++;
        }

        Assert.InRange(waited, 0, 8);
    }

    [Fact]
    public async Task A_day_of_outage_pauses_and_removes_nothing()
    {
        await using var market = new FaultyMarket(configure: static options => options.Discovery.Interval = TimeSpan.FromMinutes(30));
        market.RunHealthy(2);
        var tokens = await market.TokensAsync();
        market.Birdeye.Inject(LocalFault.Status(500));
        for (var cycle = 0; cycle < 50; cycle++)
        {
            Assert.Equal(CycleOutcome.Failed, market.Host.RunNext().Snapshot!.Outcome);
        }

        Assert.Equal(tokens, await market.TokensAsync());
        market.Birdeye.ClearFaults();
        market.RunHealthy();
    }

    private static async Task<CycleResult> AssertFailedAsync(
        FaultyMarket market, string says, IReadOnlyList<TrackedToken> tokens, bool wantsRequests = true)
    {
        var (result, requests) = market.RunWatched();
        var snapshot = result.Snapshot!;
        Assert.Equal(CycleStatus.Ran, result.Status);
        Assert.Equal(CycleOutcome.Failed, snapshot.Outcome);
        Assert.Contains(says, snapshot.Error, StringComparison.Ordinal);
        Assert.Empty(result.Scores);
        Assert.Empty(result.Rejections);
        Assert.Empty(result.Events);
        Assert.Equal(tokens, await market.TokensAsync());
        Assert.Equal(snapshot, await market.Host.History.FindSnapshotAsync(snapshot.CycleTimestamp, TestContext.Current.CancellationToken));

        Assert.InRange(requests.Count, wantsRequests ? 1 : 0, wantsRequests ? MostRequests : 0);
        Assert.Equal(requests.Count, snapshot.ApiCallsMade);
        Assert.All(RequestLog.Repetitions(requests), static count => Assert.InRange(count, 1, 3));
        Assert.InRange(snapshot.DurationMs, 0, (int)FaultyMarket.Interval.TotalMilliseconds / 2);
        return result;
    }
}
