using System.Text.Json;
using BirdeyeDiscovery.Servers;
using StackExchange.Redis;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The candles that a bot reads from Redis, bucket by bucket, through the whole stack.</summary>
public sealed class RedisCandlesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_first_cycle_on_every_active_token_has_two_days_of_candles_permanent_ones_included()
    {
        var server = await SharedRedis.GetAsync();
        var redis = await server.AdminAsync();
        var prefix = SharedRedis.NewPrefix();
        var clock = new JumpingClock(new DateTimeOffset(2026, 5, 4, 0, 0, 0, TimeSpan.Zero));
        using var folder = new TemporaryFolder();
        using var birdeye = new ScriptedBirdeye(clock);
        birdeye.AddLadder(3);
        SeedToken[] seeds = [SeedToken.Sol, SeedToken.Jup];
        foreach (var seed in seeds)
        {
            var token = birdeye.Add(seed.Symbol, 50);
            (token.Address, token.IsListed) = (seed.Address, false);
        }

        foreach (var (token, rest) in birdeye.Tokens.Select(static (token, index) => (token, index % 4)))
        {
            // Quiet buckets, of each token others, but for those that never were quiet.
            token.HasCandle = time => rest == 0 || time / 300 % 4 != rest;
        }

        await using var host = new RedisHost(
            folder.File("discovery.db"),
            clock,
            () => birdeye,
            server.Endpoint,
            options => (options.Discovery.Seeds, options.Cache.KeyPrefix) = (seeds, prefix),
            static builder => builder.UseScorer(static _ => new ScriptedScorer()));
        for (var cycle = 0; cycle < 4; cycle++)
        {
            var open = (await host.RunNextAsync()).Snapshot!.CycleTimestamp.ToUnixTimeSeconds() / 300;
            var active = await host.Store.GetTokensAsync([TokenStatus.Active], Ct);
            Assert.Equal(birdeye.Tokens.Select(static token => token.Address).Order(), active.Select(static token => token.Address).Order());
            var names = (await redis.HashGetAllAsync(prefix + "discovery:candle_owners")).ToDictionary(static owner => (string)owner.Value!, static owner => owner.Name);
            foreach (var token in birdeye.Tokens)
            {
                Assert.Equal(
                    Enumerable.Range(-575, 576).Select(bucket => (open + bucket) * 300).Where(token.HasCandle),
                    (await redis.ListRangeAsync($"{prefix}candles:{names[token.Address]}:5m")).Select(TimeOf));
            }

            // The host's clock jumps by a cycle; Redis' own does not, so what it would have let go of by now is taken from it.
            await redis.KeyDeleteAsync([.. redis.Multiplexer.GetServer(server.Endpoint).Keys(pattern: prefix + "birdeye:ohlcv:*")]);
        }
    }

    private static long TimeOf(RedisValue row)
    {
        using var json = JsonDocument.Parse((string)row!);
        return json.RootElement.GetProperty("timestamp").GetInt64();
    }
}
