using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What expires by Redis' own clock, in real time: ten cycles of a second, with scores that live for a second.</summary>
public sealed class RedisExpiryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_that_stays_is_never_without_a_score_and_one_that_left_is_without_after_two_cycles()
    {
        using var folder = new TemporaryFolder();
        var clock = new JumpingClock(new DateTimeOffset(2026, 5, 4, 0, 0, 0, TimeSpan.Zero));
        using var birdeye = new ScriptedBirdeye(clock);
        birdeye.AddLadder(12);
        var server = await SharedRedis.GetAsync();
        var prefix = SharedRedis.NewPrefix();
        await using var host = new RedisHost(
            folder.File("discovery.db"),
            clock,
            () => birdeye,
            server.Endpoint,
            options =>
            {
                options.Discovery.Seeds = [];
                options.Discovery.Interval = TimeSpan.FromSeconds(1);
                options.Cache.Ttl.Score = TimeSpan.FromSeconds(1);
                options.Cache.Ttl.Trending = TimeSpan.FromSeconds(1);
                options.Cache.KeyPrefix = prefix;
            },
            static builder => builder.UseScorer(static _ => new ScriptedScorer()),
            loops: true);
        var loop = host.Services.GetServices<IHostedService>().ToArray();
        foreach (var service in loop)
        {
            await service.StartAsync(Ct);
        }

        // A bot in a process of its own, which keeps what it read for as long as it may.
        var services = new ServiceCollection();
        services.AddBirdeyeLiveReader(options => (options.Discovery.Interval, options.Cache.KeyPrefix) = (TimeSpan.FromSeconds(1), prefix))
            .UseRedis(options => (options.Configuration, options.LocalScores) = (server.Endpoint, TimeSpan.FromSeconds(10)));
        await using var bot = services.BuildServiceProvider();
        var reader = bot.GetRequiredService<ILiveReader>();
        var redis = await server.AdminAsync();
        var (stays, leaves) = (prefix + "score:" + birdeye["A1"].Address, prefix + "score:" + birdeye["A12"].Address);
        await Poll.UntilAsync(async () => await redis.KeyExistsAsync(leaves) && await LastCycleAsync() > 0, () => "Nothing was published.");
        var began = await LastCycleAsync();
        await using var pulse = new MachinePulse();
        var (looks, missed, lastSeen, lastRead, last) = (0, 0, 0L, 0L, began);

        // A look does not count where the machine stood still for a part of a score's lifetime: the leader could not extend it then. More
        // looks follow, so that a busy machine only takes longer.
        for (; last < began + 10 || (looks <= 50 && last < began + 1_000); last = await LastCycleAsync())
        {
            var isThere = await redis.KeyExistsAsync(stays);
            var isRead = (await reader.GetScoreAsync(birdeye["A1"].Address, Ct)).Kind == LiveAnswerKind.Found;
            if (pulse.LongestWithin(TimeSpan.FromSeconds(4)) < TimeSpan.FromSeconds(0.15) || (isThere && isRead))
            {
                Assert.True(isThere && isRead, $"no score in look {looks}, cycle {last - began}; {missed} looks before did not count");
                looks++;
            }
            else
            {
                missed++;
            }

            birdeye["A12"].IsListed = last < began + 2;
            lastSeen = await redis.KeyExistsAsync(leaves) ? last : lastSeen;
            lastRead = (await reader.GetScoreAsync(birdeye["A12"].Address, Ct)).Kind == LiveAnswerKind.Found ? last : lastRead;
            await Task.Delay(TimeSpan.FromMilliseconds(100), Ct);
        }

        foreach (var service in loop)
        {
            await service.StopAsync(Ct);
        }

        Assert.True(looks > 50, $"{looks} looks, {missed} did not count");
        var history = host.Services.GetRequiredService<IDiscoveryHistory>();
        var scored = await history.GetScoreHistoryAsync(birdeye["A12"].Address, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, Ct);
        var lastScored = scored.Max(static entry => entry.CycleTimestamp).ToUnixTimeSeconds();
        Assert.InRange(lastScored, began + 1, last - 2);

        // Cycles that overrun leave seconds out, so what counts is the second cycle without the token.
        var without = (await history.GetSnapshotsAsync(10_000, Ct)).Select(static snapshot => snapshot.CycleTimestamp.ToUnixTimeSeconds())
            .Where(cycle => cycle > lastScored).Order().ElementAt(1);
        Assert.InRange(lastSeen, began + 1, without);
        Assert.InRange(lastRead, began + 1, without);

        async Task<long> LastCycleAsync() => (long)await redis.StringGetAsync(prefix + "discovery:last_cycle");
    }
}
