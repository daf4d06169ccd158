using System.Diagnostics;
using System.Globalization;
using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using StackExchange.Redis;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The sample host as a process with PostgreSQL and Redis, seen from outside by SQL and plain commands.</summary>
public sealed class RedisHostTests
{
    private const string Permanent = "So11111111111111111111111111111111111111112";

    // 1: the score is there; 0: it is not, though the cycle was published less than 1.5 seconds ago; -1: it was published earlier.
    private const string ScoreIfPublished =
        """
        if redis.call('EXISTS', KEYS[3]) == 1 then return 1 end
        local seconds = tonumber(string.match(redis.call('GET', KEYS[1]) or '', '"fresh_seconds":([%d.]+)') or 0)
        local left = redis.call('PTTL', KEYS[2])
        return left > 0 and seconds * 1000 - left < 1500 and 0 or -1
        """;

    // A busy machine may take minutes for ten cycles.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_each_cycle_Redis_has_the_active_tokens_of_the_store_and_a_score_that_stays_is_never_missed()
    {
        using var folder = new TemporaryFolder();
        await using var database = await PostgresDatabases.CreateAsync();
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { Seed = 5, Plan = new LocalPlan { RequestsPerSecond = 100_000 } });
        var server = await SharedRedis.GetAsync();
        var redis = await server.AdminAsync();
        var prefix = SharedRedis.NewPrefix();
        await using var run = HostRun.Start(folder.Path, new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = database.ConnectionString(PostgresRoles.Runtime),
            ["ConnectionStrings__Redis"] = server.Endpoint,
            ["BirdeyeDiscovery__Birdeye__BaseUrl"] = (await birdeye.StartAsync(Ct)).AbsoluteUri,
            ["BirdeyeDiscovery__Birdeye__RequestsPerSecond"] = "1000",
            ["BirdeyeDiscovery__Birdeye__Hosts"] = "1",
            ["BirdeyeDiscovery__Discovery__Interval"] = "00:00:01",
            ["BirdeyeDiscovery__Discovery__TrendingLimit"] = "20",
            ["BirdeyeDiscovery__Storage__Schema"] = PostgresDatabases.Schema,
            ["BirdeyeDiscovery__Cache__KeyPrefix"] = prefix,
            ["BirdeyeDiscovery__Cache__Ttl__Score"] = "00:00:02",
        });
        var score = prefix + CacheKeys.Score(Permanent);
        await run.UntilAsync(() => redis.KeyExists(score), "a published score");
        var (looks, late, seen, compared, began) = (0, 0, new HashSet<long>(), 0, Stopwatch.GetTimestamp());
        while (seen.Count < 10 || looks < 50 || compared < 3)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Longest, $"{seen.Count} cycles, {looks} looks, {late} late ones:\n{run.Output}{run.Errors}");

            // For 1.5 seconds after a publication the score is there, however long the host takes until the next one.
            var isThere = (long)await redis.ScriptEvaluateAsync(ScoreIfPublished, [prefix + CacheKeys.View, prefix + CacheKeys.Fresh, score]);
            Assert.True(isThere != 0, $"no score in look {looks} of cycle {seen.Count}:\n{run.Output}{run.Errors}");
            looks += isThere == 1 ? 1 : 0;
            late += isThere == 1 ? 0 : 1;
            var cycle = (long)await redis.StringGetAsync(prefix + CacheKeys.LastCycle);
            if (seen.Add(cycle) && await EqualsStoreAsync(database, redis, prefix, cycle) is { } isEqual)
            {
                Assert.True(isEqual, $"cycle {cycle} is not in Redis as it is stored");
                compared++;
                await AssertLifetimesAsync(server, redis, prefix);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), Ct);
        }

        Assert.Equal(0, await run.TerminateAsync());
    }

    /// <summary>Compares the active tokens; null where the next cycle came in between.</summary>
    private static async Task<bool?> EqualsStoreAsync(TestDatabase database, IDatabase redis, string prefix, long cycle)
    {
        var members = (await redis.SetMembersAsync(prefix + CacheKeys.ActiveTokens)).Select(static member => (string)member!).Order(StringComparer.Ordinal);
        var stored = (string)(await database.ExecuteAsync(
            """
            SELECT (SELECT floor(extract(epoch FROM max(cycle_timestamp)))::bigint FROM discovery.discovery_snapshots) || '|' ||
                (SELECT string_agg(address, ',' ORDER BY address COLLATE "C") FROM discovery.tracked_tokens WHERE status = 'active')
            """))!;
        return stored.StartsWith(cycle.ToString(CultureInfo.InvariantCulture) + "|", StringComparison.Ordinal) ? stored.EndsWith("|" + string.Join(',', members), StringComparison.Ordinal) : null;
    }

    /// <summary>Checks that nothing of the live view lives longer than the design says, and that nothing else lives for ever.</summary>
    private static async Task AssertLifetimesAsync(RedisServer server, IDatabase redis, string prefix)
    {
        (string Family, TimeSpan Longest)[] lifetimes =
        [
            ("candles:", TimeSpan.FromHours(48)), ("score:", TimeSpan.FromSeconds(2)), ("birdeye:trending:", TimeSpan.FromSeconds(60)), ("birdeye:security:", TimeSpan.FromHours(24)),
            ("birdeye:ohlcv:", TimeSpan.FromSeconds(30)), ("birdeye:trades:", TimeSpan.FromSeconds(30)),
            ("discovery:swaps:", TimeSpan.FromSeconds(30)), ("discovery:fetch:", TimeSpan.FromSeconds(5)),
            ("discovery:fresh", TimeSpan.FromMinutes(2)), ("discovery:limit:", TimeSpan.FromHours(1)),
        ];
        string[] kept = [CacheKeys.LastCycle, CacheKeys.ActiveTokens, CacheKeys.CandidateCount, CacheKeys.View, CacheKeys.CandleOwners];
        foreach (var key in redis.Multiplexer.GetServer(server.Endpoint).Keys(pattern: prefix + "*", pageSize: 1000).Select(static key => (string)key!))
        {
            var left = await redis.KeyTimeToLiveAsync(key);
            if (left is not null)
            {
                var (family, longest) = lifetimes.Single(lifetime => key.StartsWith(prefix + lifetime.Family, StringComparison.Ordinal));
                Assert.True(left <= longest, $"{key} lives for {left}; {family} has {longest}");
            }
            else if (await redis.KeyExistsAsync(key))
            {
                Assert.Contains(key[prefix.Length..], kept);
            }
        }
    }
}
