using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The live view in Redis over restarts of the host and of Redis, with tokens that share a symbol.</summary>
public sealed class RedisLiveViewTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly JumpingClock _clock = new(Start);
    private readonly ScriptedBirdeye _birdeye;
    private readonly string _prefix = SharedRedis.NewPrefix();
    private readonly List<RedisHost> _hosts = [];

    public RedisLiveViewTests() => _birdeye = new ScriptedBirdeye(_clock);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        _birdeye.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Two_tokens_of_one_symbol_have_lists_of_their_own_and_the_owner_stays_the_owner_after_a_restart()
    {
        var server = await SharedRedis.GetAsync();
        var redis = await server.AdminAsync();
        var (first, second) = (Add("First", 99, close: 1), Add("Second", 98, close: 2));
        second.Symbol = first.Symbol = "WIF";
        var host = Host(server.Endpoint);
        await AssertAsync(redis, host, await host.RunNextAsync());
        var owner = (string)(await redis.HashGetAsync(_prefix + "discovery:candle_owners", "WIF"))!;
        var (mine, others) = owner == first.Address ? (first, second) : (second, first);
        await AssertClosesAsync(redis, "WIF", mine);
        await AssertClosesAsync(redis, others.Address, others);

        await host.DisposeAsync();
        var again = Host(server.Endpoint);
        await AssertAsync(redis, again, await again.RunNextAsync());
        Assert.Equal(owner, await redis.HashGetAsync(_prefix + "discovery:candle_owners", "WIF"));
        await AssertClosesAsync(redis, "WIF", mine);
        await AssertClosesAsync(redis, others.Address, others);
    }

    [Fact]
    public async Task A_token_that_is_renamed_takes_its_list_along_and_the_next_of_the_old_symbol_gets_one_of_its_own()
    {
        var server = await SharedRedis.GetAsync();
        var redis = await server.AdminAsync();
        var (first, second) = (Add("First", 99, close: 1), Add("Second", 98, close: 2));
        first.Symbol = "WIF";
        second.Symbol = "WIF";
        var host = Host(server.Endpoint);
        await host.RunNextAsync();
        var owner = (string)(await redis.HashGetAsync(_prefix + "discovery:candle_owners", "WIF"))!;
        var (mine, others) = owner == first.Address ? (first, second) : (second, first);

        // The owner gives the symbol up: the other one is the first of it now.
        mine.Symbol = "HAT";
        for (var cycle = 0; cycle < 2; cycle++)
        {
            await AssertAsync(redis, host, await host.RunNextAsync());
        }

        var owners = (await redis.HashGetAllAsync(_prefix + "discovery:candle_owners")).ToDictionary(static entry => (string)entry.Name!, static entry => (string)entry.Value!);
        Assert.Equal((mine.Address, others.Address), (owners["HAT"], owners["WIF"]));
        await AssertClosesAsync(redis, "HAT", mine);
        await AssertClosesAsync(redis, "WIF", others);
        Assert.False(await redis.KeyExistsAsync($"{_prefix}candles:{others.Address}:5m"));

        // A restart, and both as they were.
        await host.DisposeAsync();
        var again = Host(server.Endpoint);
        await AssertAsync(redis, again, await again.RunNextAsync());
        await AssertClosesAsync(redis, "HAT", mine);
        await AssertClosesAsync(redis, "WIF", others);
    }

    [Fact]
    public async Task A_symbol_goes_to_another_token_while_no_host_runs_and_while_Redis_forgets_who_owned_it()
    {
        var server = await SharedRedis.GetAsync();
        var redis = await server.AdminAsync();
        var (first, second) = (Add("First", 99, close: 1), Add("Second", 98, close: 2));
        (first.Symbol, second.Symbol) = ("WIF", "HAT");
        var host = Host(server.Endpoint);
        await host.RunNextAsync();
        await host.DisposeAsync();

        // The lists outlive the record of who owns them, and the tokens swap their symbols meanwhile.
        await redis.KeyDeleteAsync(_prefix + "discovery:candle_owners");
        (first.Symbol, second.Symbol) = ("HAT", "WIF");
        var again = Host(server.Endpoint);
        for (var cycle = 0; cycle < 2; cycle++)
        {
            var result = await again.RunNextAsync();
            await AssertNobodysCandlesAreAnothersAsync(redis);
            if (cycle == 1)
            {
                await AssertAsync(redis, again, result);
            }
        }

        await AssertClosesAsync(redis, "HAT", first);
        await AssertClosesAsync(redis, "WIF", second);
    }

    [Fact]
    public async Task A_host_that_starts_publishes_from_the_store_what_Redis_has_lost_before_a_cycle_is_due()
    {
        await using var server = await RedisServer.StartAsync();
        _birdeye.AddLadder(3);
        var host = Host(server.Endpoint);
        var last = await host.RunNextAsync();
        await host.DisposeAsync();
        await server.StopAsync();
        await server.StartAsync();

        var again = Host(server.Endpoint);
        Assert.Equal(CycleStatus.NotDue, (await again.Engine.RunCycleAsync(Ct)).Status);
        var admin = await server.AdminAsync();
        Assert.Equal(
            last.ActiveTokens.Select(static token => token.Address).Order(),
            (await admin.SetMembersAsync(_prefix + "discovery:active_tokens")).Select(static member => (string)member!).Order());
        Assert.Equal(last.LastCycle!.Value.ToUnixTimeSeconds(), (long)await admin.StringGetAsync(_prefix + "discovery:last_cycle"));
        Assert.All(last.Scores, score => Assert.True(admin.KeyExists(_prefix + "score:" + score.TokenAddress)));
    }

    [Fact]
    public async Task A_leader_publishes_again_between_cycles_what_was_flushed()
    {
        await using var server = await RedisServer.StartAsync();
        _birdeye.AddLadder(3);
        var host = Host(server.Endpoint);
        var last = await host.RunNextAsync();
        var admin = await server.AdminAsync();
        await admin.ExecuteAsync("FLUSHALL");

        // A third of the scores' lifetime later.
        _clock.AdvanceTo(_clock.GetUtcNow().AddSeconds(41));
        await ((DiscoveryEngine)host.Engine).TendAsync(Ct);
        Assert.Equal(last.ActiveTokens.Count, await admin.SetLengthAsync(_prefix + "discovery:active_tokens"));
        Assert.All(last.Scores, score => Assert.True(admin.KeyExists(_prefix + "score:" + score.TokenAddress)));
    }

    [Fact]
    public async Task The_live_view_follows_people_between_cycles_without_a_call_of_the_API()
    {
        var server = await SharedRedis.GetAsync();
        var redis = await server.AdminAsync();
        _birdeye.AddLadder(3);
        var host = Host(server.Endpoint);
        var last = await host.RunNextAsync();
        var (requests, people) = (host.Requests, host.Services.GetRequiredService<ITokenLifecycle>());
        var (first, second) = (ScriptedBirdeye.AddressOf("A1"), ScriptedBirdeye.AddressOf("A2"));
        await people.PauseAsync(first, new OperatorNote("alice", "rumours"), Ct);
        await ((DiscoveryEngine)host.Engine).TendAsync(Ct);
        await LiveState.AssertAsync(redis, host.Store, last, _prefix);
        await people.MigrateTokenAsync(second, "moved", new OperatorNote("alice", "new contract"), Ct);
        await ((DiscoveryEngine)host.Engine).TendAsync(Ct);

        Assert.Equal(requests, host.Requests);
        Assert.True(await redis.SetContainsAsync(_prefix + "discovery:active_tokens", "moved"));
        Assert.Equal("moved", await redis.HashGetAsync(_prefix + "discovery:candle_owners", "A2"));
        using var score = System.Text.Json.JsonDocument.Parse((string)(await redis.StringGetAsync($"{_prefix}score:{first}"))!);
        Assert.Equal("paused", score.RootElement.GetProperty("status").GetString());

        // Nothing more to tell, so nothing is written: a key that somebody took away stays away until the scores are tended.
        await redis.KeyDeleteAsync(_prefix + "discovery:active_tokens");
        await ((DiscoveryEngine)host.Engine).TendAsync(Ct);
        Assert.False(await redis.KeyExistsAsync(_prefix + "discovery:active_tokens"));
    }

    private static double CloseOf(RedisValue row)
    {
        using var json = System.Text.Json.JsonDocument.Parse((string)row!);
        return json.RootElement.GetProperty("close").GetDouble();
    }

    private ScriptedToken Add(string name, int score, double close)
    {
        var token = _birdeye.Add(name, score);
        token.Close = close;
        return token;
    }

    private RedisHost Host(string endpoint)
    {
        var host = new RedisHost(
            _folder.File("discovery.db"),
            _clock,
            () => _birdeye,
            endpoint,
            options =>
            {
                options.Discovery.Seeds = [];
                options.Cache.KeyPrefix = _prefix;
            },
            static builder => builder.UseScorer(static _ => new ScriptedScorer()),
            // No call fails here, so a busy machine has all the time that it needs.
            timeout: TimeSpan.FromSeconds(30));
        _hosts.Add(host);
        return host;
    }

    private Task AssertAsync(IDatabase redis, RedisHost host, CycleResult cycle) => LiveState.AssertAsync(redis, host.Store, cycle, _prefix);

    private async Task AssertClosesAsync(IDatabase redis, string name, ScriptedToken token)
    {
        var rows = await redis.ListRangeAsync($"{_prefix}candles:{name}:5m");
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(token.Close, CloseOf(row)));
    }

    private async Task AssertNobodysCandlesAreAnothersAsync(IDatabase redis)
    {
        foreach (var owner in await redis.HashGetAllAsync(_prefix + "discovery:candle_owners"))
        {
            var token = _birdeye.Tokens.Single(token => token.Address == owner.Value);
            Assert.All(await redis.ListRangeAsync($"{_prefix}candles:{owner.Name}:5m"), row => Assert.Equal(token.Close, CloseOf(row)));
        }
    }
}
