using System.Net;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>An API that fails in parts: the cycle is degraded, whom the failure meets stands still, and all others are judged as without it.</summary>
public sealed class PartialFaultTests
{
    private const string Refusal = "Your API key is either suspended or lacks sufficient permissions to access this resource. Please upgrade.";
    private const string Overview = "/defi/token_overview";
    private const string Security = "/defi/token_security";
    private const string Trades = "/defi/txs/token";
    private const string Ohlcv = "/defi/ohlcv";

    /// <summary>Two retries, and the candles of three intervals of two tokens that move up meanwhile.</summary>
    private const int MoreRequests = 8;

    public static TheoryData<string, string> TokenFaults => new()
    {
        { Overview, "500" }, { Overview, "html" }, { Overview, "unsuccessful" }, { Overview, "stall" }, { Overview, "giant" }, { Overview, "429" },
        { Trades, "500" }, { Trades, "html" }, { Trades, "truncated" }, { Trades, "bad" },
    };

    [Theory]
    [MemberData(nameof(TokenFaults))]
    public async Task A_tracked_token_whose_calls_fail_stands_still(string path, string kind)
    {
        await using var market = new FaultyMarket(kind == "stall" ? TimeSpan.FromMilliseconds(400) : null);
        await using var twin = new FaultyMarket();
        market.RunHealthy(2);
        twin.RunHealthy(2);
        var token = (await market.TokensAsync()).First(static token => token is { Status: TokenStatus.Active, IsPermanent: false });
        market.Birdeye.Inject(Fault(kind) with { Path = path, Address = token.Address });
        for (var missing = 1; missing <= 2; missing++)
        {
            var (result, requests) = market.RunWatched();
            var expected = twin.RunHealthy();

            Assert.Equal(CycleOutcome.Degraded, result.Snapshot!.Outcome);
            Assert.StartsWith(path == Overview ? "Overview: 1 failed (" : "Trades: 1 failed (", result.Snapshot.Error, StringComparison.Ordinal);
            Assert.All(RequestLog.Repetitions(requests), static count => Assert.InRange(count, 1, 3));
            Assert.InRange(requests.Count, expected.Snapshot!.ApiCallsMade - 2, expected.Snapshot.ApiCallsMade + MoreRequests);
            Assert.InRange(result.Snapshot.DurationMs, 0, expected.Snapshot.DurationMs + 12_000);

            var row = Assert.Single(result.Scores, score => score.TokenAddress == token.Address);
            Assert.Equal((null, null, ScoreAction.Skip), (row.Rank, row.SlotRank, row.Action));
            Assert.StartsWith("DATA_MISSING", row.ActionReason, StringComparison.Ordinal);
            var stored = (await market.Host.Store.FindAsync(token.Address, TestContext.Current.CancellationToken))!;
            Assert.Equal((TokenStatus.Active, token.LowScoreCycles, token.StatusCycles, missing), (stored.Status, stored.LowScoreCycles, stored.StatusCycles, stored.MissingDataCycles));
            AssertNobodyElseSuffers(result, expected);
        }

        market.Birdeye.ClearFaults();
        Assert.NotNull(Assert.Single(market.RunHealthy().Scores, score => score.TokenAddress == token.Address).Rank);
        Assert.Equal(0, (await market.Host.Store.FindAsync(token.Address, TestContext.Current.CancellationToken))!.MissingDataCycles);
        await market.AssertKeyIsNowhereAsync();
    }

    [Theory]
    [InlineData(Overview, "Overview")]
    [InlineData(Trades, "Trades")]
    [InlineData(Security, "Security")]
    public async Task An_untracked_token_whose_calls_fail_is_rejected_alone(string path, string endpoint)
    {
        await using var market = new FaultyMarket();
        await using var twin = new FaultyMarket();
        var expected = twin.RunHealthy();
        var address = expected.Scores.First(static score => score.SlotRank == 9).TokenAddress;
        market.Birdeye.Inject(LocalFault.Status(500) with { Path = path, Address = address });
        var (result, requests) = market.RunWatched();

        Assert.Equal(CycleOutcome.Degraded, result.Snapshot!.Outcome);
        Assert.StartsWith($"{endpoint}: 1 failed (Server)", result.Snapshot.Error, StringComparison.Ordinal);
        Assert.InRange(requests.Count, expected.Snapshot!.ApiCallsMade - 2, expected.Snapshot.ApiCallsMade + MoreRequests);
        var row = Assert.Single(result.Rejections, rejection => rejection.TokenAddress == address);
        Assert.Equal((RejectionStage.Data, ReasonCodes.DataMissing), (row.Stage, row.ReasonCode));
        AssertNobodyElseSuffers(result, expected);

        market.Birdeye.ClearFaults();
        Assert.Contains(market.RunHealthy().Scores, score => score.TokenAddress == address);
    }

    [Fact]
    public async Task A_tracked_token_whose_candles_fail_keeps_its_rank()
    {
        await using var market = new FaultyMarket();
        await using var twin = new FaultyMarket();
        market.RunHealthy(2);
        twin.RunHealthy(2);
        var token = (await market.TokensAsync()).First(static token => token is { Status: TokenStatus.Active, IsPermanent: false });
        market.Birdeye.Inject(LocalFault.Status(500) with { Path = Ohlcv, Address = token.Address });
        var result = market.Host.RunNext();
        var expected = twin.RunHealthy();

        Assert.Equal((CycleOutcome.Degraded, "Ohlcv: 1 failed (Server)"), (result.Snapshot!.Outcome, result.Snapshot.Error));
        Assert.Equal(expected.Scores, result.Scores);
        Assert.Equal(expected.Events, result.Events);
    }

    [Fact]
    public async Task A_missing_page_delists_nobody()
    {
        await using var market = new FaultyMarket();
        market.RunHealthy(2);
        var tokens = await market.TokensAsync();
        var (healthy, _) = market.RunWatched();
        market.Change = static (request, answer) => Task.FromResult(
            request.RequestUri!.Query.Contains("offset=20", StringComparison.Ordinal) ? new HttpResponseMessage(HttpStatusCode.BadGateway) : answer);
        var (result, requests) = market.RunWatched();

        Assert.Equal(CycleOutcome.Degraded, result.Snapshot!.Outcome);
        Assert.Equal("Trending: 1 failed (Server)", result.Snapshot.Error);
        Assert.All(RequestLog.Repetitions(requests), static count => Assert.InRange(count, 1, 3));
        Assert.InRange(result.Scores.Count + result.Rejections.Count, 15, healthy.Scores.Count + healthy.Rejections.Count - 5);
        foreach (var token in tokens.Where(static token => token.Status == TokenStatus.Active))
        {
            Assert.True(result.Scores.Any(score => score.TokenAddress == token.Address) || result.Rejections.Any(rejection => rejection.TokenAddress == token.Address));
        }

        market.Change = null;
        market.RunHealthy();
    }

    [Theory]
    [InlineData(Security, "Security: refused by the plan")]
    [InlineData(Overview, "Overview: refused by the plan")]
    [InlineData(Trades, "Trades: refused by the plan")]
    [InlineData(Ohlcv, "Ohlcv: refused by the plan")]
    public async Task An_endpoint_that_the_plan_refuses_is_learned_and_moves_nobody(string path, string says)
    {
        await using var market = new FaultyMarket(configure: static options => options.Cache.Ttl.Security = TimeSpan.FromMinutes(1));
        market.Birdeye.Inject(LocalFault.Status(401, Refusal) with { Path = path });
        var results = new List<CycleResult>();
        for (var cycle = 0; cycle < 5; cycle++)
        {
            var (result, requests) = market.RunWatched();
            results.Add(result);
            if (cycle == 0)
            {
                // The text names a suspension too, so the first refusal is one of the account. The answers of the others settle it.
                Assert.Equal(path == Security ? CycleOutcome.Failed : CycleOutcome.Degraded, result.Snapshot!.Outcome);
                Assert.Contains("failed (AccountRefused)", result.Snapshot.Error, StringComparison.Ordinal);
                continue;
            }

            Assert.Equal(CycleOutcome.Degraded, result.Snapshot!.Outcome);
            Assert.Equal(says, result.Snapshot.Error);
            Assert.InRange(requests.Count(request => request.Path == path), 0, 3);
            Assert.DoesNotContain(result.Events, change => change.ToStatus == TokenStatus.Paused && result.Scores.All(score => score.TokenAddress != change.TokenAddress || score.Coverage < .8m));
            if (path is Security)
            {
                Assert.All(result.Scores, static score => Assert.Equal((null, ScoreAction.Skip), (score.SlotRank, score.Action)));
            }
        }

        market.Birdeye.ClearFaults();
        market.Clock.AdvanceTo(market.Clock.GetUtcNow().AddDays(1));
        market.RunHealthy();
        await market.AssertKeyIsNowhereAsync([.. results]);
    }

    [Theory]
    [InlineData(Security, "Security")]
    [InlineData(Overview, "Overview")]
    [InlineData(Trades, "Trades")]
    [InlineData(Ohlcv, "Ohlcv")]
    public async Task An_endpoint_that_answered_before_and_refuses_is_asked_in_each_cycle_and_moves_nobody(string path, string endpoint)
    {
        await using var market = new FaultyMarket(configure: static options => options.Cache.Ttl.Security = TimeSpan.FromMinutes(1));
        market.RunHealthy(2);
        var before = await market.TokensAsync();
        market.Birdeye.Inject(LocalFault.Status(401, Refusal) with { Path = path });
        for (var cycle = 0; cycle < 4; cycle++)
        {
            var (result, requests) = market.RunWatched();
            Assert.NotEqual(CycleOutcome.Complete, result.Snapshot!.Outcome);
            Assert.Contains($"{endpoint}: ", result.Snapshot.Error, StringComparison.Ordinal);
            Assert.Contains("failed (AccountRefused)", result.Snapshot.Error, StringComparison.Ordinal);
            Assert.InRange(requests.Count(request => request.Path == path), 1, 3);
            Assert.Empty(market.Host.Engine.RefusedCalls);
            if (path != Ohlcv)
            {
                Assert.Empty(result.Events);
            }
        }

        if (path != Ohlcv)
        {
            Assert.Equal(
                before.Select(static token => (token.Address, token.Status, token.LowScoreCycles)),
                (await market.TokensAsync()).Select(static token => (token.Address, token.Status, token.LowScoreCycles)));
        }

        market.Birdeye.ClearFaults();
        market.RunHealthy();
    }

    [Fact]
    public async Task A_plan_without_security_from_the_first_day_lets_nobody_in()
    {
        await using var market = new FaultyMarket();
        market.Birdeye.Inject(LocalFault.Status(403, "Your API key lacks sufficient permissions to access this resource.") with { Path = Security });
        for (var cycle = 0; cycle < 3; cycle++)
        {
            var result = market.Host.RunNext();
            Assert.Equal(CycleOutcome.Degraded, result.Snapshot!.Outcome);
            Assert.Equal("Security: refused by the plan", result.Snapshot.Error);
            Assert.Contains(result.Rejections, static rejection => rejection.ReasonCode == ReasonCodes.SecurityUnknown);
            Assert.All(result.ActiveTokens, static token => Assert.True(token.IsPermanent));
        }
    }

    [Theory]
    [InlineData("credits", 400, "Compute units usage limit exceeded")]
    [InlineData("key", 401, "Unauthorized")]
    public async Task Calls_end_in_the_middle_of_a_cycle_without_a_change(string name, int status, string message)
    {
        await using var market = new FaultyMarket();
        market.RunHealthy(2);
        var before = await market.TokensAsync();
        market.Birdeye.Inject(LocalFault.Status(status, message) with { Path = Overview });
        var (result, requests) = market.RunWatched();

        Assert.NotEmpty(name);
        Assert.NotEqual(CycleOutcome.Complete, result.Snapshot!.Outcome);
        Assert.Contains(name == "key" ? "Calls ended: Unauthorized" : "Calls ended: CreditsExhausted", result.Snapshot.Error, StringComparison.Ordinal);
        Assert.Equal(1, requests.Count(static request => request.Path == Overview));
        Assert.Equal(Overview, requests[^1].Path);
        Assert.Empty(result.Events);
        Assert.Equal(
            before.Select(static token => (token.Address, token.Status, token.LowScoreCycles)),
            (await market.TokensAsync()).Select(static token => (token.Address, token.Status, token.LowScoreCycles)));
        market.Birdeye.ClearFaults();
        market.RunHealthy();
        await market.AssertKeyIsNowhereAsync(result);
    }

    [Theory]
    [InlineData(Overview)]
    [InlineData(Trades)]
    public async Task An_endpoint_that_fails_for_everybody_moves_nobody(string path)
    {
        await using var market = new FaultyMarket();
        var healthy = market.RunHealthy(2);
        var before = await market.TokensAsync();
        market.Birdeye.Inject(LocalFault.Status(500) with { Path = path });
        for (var cycle = 0; cycle < 4; cycle++)
        {
            var (result, requests) = market.RunWatched();
            Assert.NotEqual(CycleOutcome.Complete, result.Snapshot!.Outcome);
            Assert.Empty(result.Events);
            Assert.InRange(requests.Count, 1, healthy.Snapshot!.ApiCallsMade + 40);
            Assert.InRange(requests.Count - requests.CountBy(RequestLog.Identity).Count(), 1, Math.Max(5, requests.Count / 10));
        }

        Assert.Equal(
            before.Select(static token => (token.Address, token.Status, token.LowScoreCycles)),
            (await market.TokensAsync()).Select(static token => (token.Address, token.Status, token.LowScoreCycles)));
        market.Birdeye.ClearFaults();
        market.RunHealthy();
    }

    // Someone may move up where another has no rank; nobody may lose by it.
    private static void AssertNobodyElseSuffers(CycleResult result, CycleResult expected)
    {
        Assert.Equal(Addresses(expected), Addresses(result));
        var losses = Losses(result);
        Assert.Subset(Losses(expected), losses);
    }

    private static HashSet<string> Losses(CycleResult result) =>
        [.. result.Events.Where(static change => change.EventType is LifecycleEventType.Paused or LifecycleEventType.Removed).Select(static change => change.TokenAddress)];

    private static string[] Addresses(CycleResult result) =>
        [.. result.Scores.Select(static score => score.TokenAddress).Concat(result.Rejections.Select(static rejection => rejection.TokenAddress)).Order(StringComparer.Ordinal)];

    private static LocalFault Fault(string kind) => kind switch
    {
        "500" => LocalFault.Status(500),
        "html" => LocalFault.HtmlPage(),
        "unsuccessful" => LocalFault.Unsuccessful(),
        "stall" => LocalFault.Stall(),
        "giant" => LocalFault.GiantBody(1L << 40),
        "429" => LocalFault.TooManyRequests(),
        "truncated" => LocalFault.Truncated(),
        _ => LocalFault.Status(400),
    };
}
