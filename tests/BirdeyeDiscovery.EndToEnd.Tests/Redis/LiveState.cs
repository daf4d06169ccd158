using System.Text.Json;
using StackExchange.Redis;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What stands in Redis after a cycle, read by plain commands, against what the store says.</summary>
internal static class LiveState
{
    public static async Task AssertAsync(IDatabase redis, ITrackedTokenStore store, CycleResult cycle, string prefix = "")
    {
        var cancellation = TestContext.Current.CancellationToken;
        var live = await store.GetTokensAsync([TokenStatus.Active, TokenStatus.Paused], cancellation);
        var active = live.Where(static token => token.Status == TokenStatus.Active).Select(static token => token.Address).Order(StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(active);
        Assert.Equal(active, (await redis.SetMembersAsync(prefix + "discovery:active_tokens")).Select(static member => (string)member!).Order(StringComparer.Ordinal));

        var snapshot = cycle.Snapshot!;
        Assert.Equal(snapshot.CycleTimestamp.ToUnixTimeSeconds(), (long)await redis.StringGetAsync(prefix + "discovery:last_cycle"));
        Assert.Equal(snapshot.CandidatesCount, (int)await redis.StringGetAsync(prefix + "discovery:candidate_count"));
        using (var view = JsonDocument.Parse((string)(await redis.StringGetAsync(prefix + "discovery:view"))!))
        {
            Assert.Equal(active, view.RootElement.GetProperty("active_tokens").EnumerateArray().Select(static token => token.GetString()!).Order(StringComparer.Ordinal));
            Assert.Equal(
                cycle.Scores.Select(static score => score.TokenAddress),
                view.RootElement.GetProperty("scores").EnumerateArray()
                    .Select(static score => score.GetProperty("address").GetString()!));
        }

        foreach (var score in cycle.Scores)
        {
            var key = prefix + "score:" + score.TokenAddress;
            using var json = JsonDocument.Parse((string)(await redis.StringGetAsync(key))!);
            Assert.Equal(score.TotalScore, json.RootElement.GetProperty("total_score").GetDecimal());
            Assert.InRange(await LifetimeAsync(redis, key), TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(120));
        }

        await AssertCandlesAsync(redis, live, active, prefix);
    }

    private static async Task AssertCandlesAsync(IDatabase redis, IReadOnlyList<TrackedToken> live, string[] active, string prefix)
    {
        var owners = (await redis.HashGetAllAsync(prefix + "discovery:candle_owners")).ToDictionary(static owner => (string)owner.Value!, static owner => (string)owner.Name!);
        Assert.Equal(live.Select(static token => token.Address).Order(StringComparer.Ordinal), owners.Keys.Order(StringComparer.Ordinal));
        foreach (var address in active)
        {
            var began = new List<long>();
            foreach (var (interval, most) in new[] { ("5m", 576), ("1h", 336), ("1d", 180) })
            {
                var key = $"{prefix}candles:{owners[address]}:{interval}";
                var times = (await redis.ListRangeAsync(key)).Select(static row => JsonDocument.Parse((string)row!).RootElement.GetProperty("timestamp").GetInt64()).ToArray();
                Assert.InRange(times.Length, 1, most);
                Assert.Equal(times.Distinct().Order(), times);
                Assert.InRange(await LifetimeAsync(redis, key), TimeSpan.FromMilliseconds(1), interval == "5m" ? TimeSpan.FromHours(48) : TimeSpan.MaxValue);
                began.Add(times[0]);
            }

            // The longer ones are not what the last two days fold to: they begin when the market does, or as far back as they reach.
            Assert.True(began[1] < began[0] && began[2] <= began[1], $"{address}: {string.Join(", ", began)}");
        }
    }

    private static async Task<TimeSpan> LifetimeAsync(IDatabase redis, string key) => await redis.KeyTimeToLiveAsync(key) ?? TimeSpan.Zero;
}
