using System.Net;
using System.Text;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Which answers of the API a cycle keeps in Redis, and for how long.</summary>
public sealed class RedisAnswersTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly JumpingClock _clock = new(new DateTimeOffset(2026, 5, 4, 0, 0, 0, TimeSpan.Zero));
    private readonly ScriptedBirdeye _birdeye;
    private readonly string _prefix = SharedRedis.NewPrefix();
    private Func<string, (HttpStatusCode Status, string Body)?> _answer = static _ => null;
    private RedisServer _server = null!;
    private RedisHost _host = null!;

    public RedisAnswersTests() => _birdeye = new ScriptedBirdeye(_clock);

    /// <summary>Gets each family with the path that fills it, its lifetime and the two answers that say nothing.</summary>
    public static TheoryData<string, string, int, string> Families { get; } = new()
    {
        { "birdeye:trending:", "/defi/token_trending", 60, """{"success":true,"data":{"tokens":[]}}""" },
        { "birdeye:security:", "/defi/token_security", 24 * 3600, """{"success":true,"data":{}}""" },
        { "birdeye:ohlcv:", "/defi/ohlcv", 30, """{"success":true,"data":{"items":[]}}""" },
        { "birdeye:trades:", "/defi/token_overview", 30, """{"success":true,"data":{}}""" },
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _birdeye.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Neither_a_failure_nor_a_refusal_nor_an_answer_without_data_is_kept_and_the_first_good_one_is(string family, string path, int seconds, string empty)
    {
        await StartAsync();
        bool IsOfFamily(string asked) => asked.StartsWith(path, StringComparison.Ordinal);
        foreach (var says in new[] { "failure", "malformed", "null", "empty", "refusal", "all" })
        {
            _birdeye.Refuses = asked => says == "refusal" && IsOfFamily(asked);
            _answer = asked => !IsOfFamily(asked) ? null : says switch
            {
                "failure" => (HttpStatusCode.BadRequest, """{"success":false,"message":"no"}"""),
                "malformed" => (HttpStatusCode.OK, """{"success":true,"data":"text"}"""),
                "null" => (HttpStatusCode.OK, """{"success":true,"data":null}"""),
                "empty" => (HttpStatusCode.OK, empty),
                _ => null,
            };
            var before = _birdeye.Count(path);
            await RunAsync();

            // What the plan refused is not asked for a day.
            if (says == "all")
            {
                _clock.AdvanceTo(_clock.GetUtcNow().AddHours(25));
                before = _birdeye.Count(path);
                await RunAsync();
            }

            Assert.True(_birdeye.Count(path) > before, $"not asked: {says}");
            Assert.Equal(says == "all", await KeysAsync(family) is { Length: > 0 });
        }

        var redis = await _server.AdminAsync();
        foreach (var key in await KeysAsync(family))
        {
            Assert.InRange((await redis.KeyTimeToLiveAsync(key))!.Value.TotalSeconds, seconds - 20, seconds);
        }
    }

    private async Task RunAsync()
    {
        // The lifetimes are those of Redis' own clock, which does not jump.
        await (await _server.AdminAsync()).KeyDeleteAsync([.. (await KeysAsync("birdeye:")).Select(static key => (StackExchange.Redis.RedisKey)key)]);
        if (_host.Engine.LastResult?.NextDue is { } due && due > _clock.GetUtcNow())
        {
            _clock.AdvanceTo(due);
        }

        Assert.Equal(CycleStatus.Ran, (await _host.Engine.RunCycleAsync(Ct)).Status);
    }

    private async Task<string[]> KeysAsync(string family)
    {
        var redis = await _server.AdminAsync();
        return [.. redis.Multiplexer.GetServer(_server.Endpoint).Keys(pattern: _prefix + family + "*").Select(static key => (string)key!)];
    }

    private async Task StartAsync()
    {
        _server = await SharedRedis.GetAsync();
        _birdeye.AddLadder(3);
        _host = new RedisHost(
            _folder.File("discovery.db"),
            _clock,
            () => new TamperingHandler(_birdeye, (request, answer) => Task.FromResult(
                _answer(request.RequestUri!.PathAndQuery) is { } other
                    ? new HttpResponseMessage(other.Status) { Content = new StringContent(other.Body, Encoding.UTF8, "application/json") }
                    : answer)),
            _server.Endpoint,
            options =>
            {
                options.Discovery.Seeds = [];
                options.Birdeye.Enrichment = EnrichmentSource.Overview;
                options.Discovery.Enrichment = EnrichmentMode.Full;
                options.Cache.KeyPrefix = _prefix;
            },
            static builder => builder.UseScorer(static _ => new ScriptedScorer()));
    }
}
