using System.Text.Json;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.Tests.LocalBirdeyes;

public class RecordingsTests
{
    private const string Pi = "9b1BzC1af9gQBtegh5WcuFB6ARBYQk7PgURW1aogpump";
    private const string Datboi = "4jXJcKQoojvFuA7MSzJLpgDvXyiACqLnMyh6ULEEnVhg";

    [Fact]
    public async Task Trending_is_every_token_with_an_overview_by_volume_and_then_the_recorded_rows()
    {
        await using var local = Serve(out var client);
        var rows = await client.TrendingAsync();

        Assert.Equal(["SOL", "TRUMP", "USELESS", "USDP", "PI", "aura", "DATBOI"], rows.Take(7).Select(static row => row.Text("symbol")));
        Assert.Equal(18, rows.Count);
        Assert.Equal(Enumerable.Range(1, 18).Select(static rank => (double)rank), rows.Select(static row => row.Number("rank")));
        Assert.Contains(rows, static row => row.Text("symbol") == "r/snoofi");
        Assert.True(rows[6].Number("liquidity") < 0.01);
    }

    [Fact]
    public async Task Recordings_of_one_token_serve_one_cycle_after_the_other_and_the_last_stays()
    {
        await using var local = Serve(out var client);
        var times = new List<double>();
        for (var cycle = 0; cycle < 4; cycle++)
        {
            await client.TrendingAsync();
            times.Add((await client.DataAsync("defi/token_overview?address=" + Pi)).Number("lastTradeUnixTime"));
        }

        Assert.Equal([1750214210, 1750214663, 1750216467, 1750216467], times);
    }

    [Fact]
    public async Task Endpoints_with_a_recording_answer_it_and_all_others_null()
    {
        await using var local = Serve(out var client);

        Assert.Equal(1750136396, (await client.DataAsync("defi/token_security?address=" + Pi)).Number("creationTime"));
        var trades = await client.DataAsync("defi/txs/token?address=" + Datboi);
        Assert.Equal(50, trades.GetProperty("items").GetArrayLength());
        Assert.True(trades.GetProperty("hasNext").GetBoolean());
        Assert.Equal(100, (await client.DataAsync("defi/v3/token/txs?address=" + Pi)).GetProperty("items").GetArrayLength());
        Assert.Equal(9759957.563384634, (await client.DataAsync("defi/v3/token/trade-data/single?address=" + Pi)).Number("volume_24h_usd"));
        foreach (var path in new[] { "defi/token_security?address=6p6xgHyF7AeE6TZkSmFsko444wqoP15icUSqi2jfGiPN", $"defi/ohlcv?type=5m&time_from=1&time_to=2&address={Pi}", "defi/price?address=" + Pi })
        {
            Assert.Equal(JsonValueKind.Null, (await client.DataAsync(path)).ValueKind);
        }
    }

    [Fact]
    public void The_clock_starts_at_the_newest_time_in_any_served_answer()
    {
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1768029370), Testing.LocalBirdeye.NewestRecordedTime(Folder()));
    }

    [Fact]
    public async Task What_was_recorded_from_one_api_is_served_again_without_its_key()
    {
        var directory = Directory.CreateTempSubdirectory("recordings").FullName;
        try
        {
            var clock = Local.Clock();
            await using var live = Local.Generated(clock);
            using var client = new HttpClient(new RecordingHandler(directory, clock) { InnerHandler = live.CreateHandler() }) { BaseAddress = new Uri("http://live.invalid/") };
            client.DefaultRequestHeaders.Add("X-API-KEY", "very-secret");
            var address = (await client.TrendingAsync())[0].Text("address");
            var first = await client.AskAsync("defi/token_overview?address=" + address);
            var security = await client.AskAsync("defi/token_security?address=" + address);
            var trades = await client.AskAsync("defi/txs/token?address=" + address);
            var tradeData = await client.AskAsync("defi/v3/token/trade-data/multiple?list_address=" + address);
            var marketData = await client.AskAsync("defi/v3/token/market-data/multiple?list_address=" + address);
            clock.Advance(TimeSpan.FromMinutes(2));
            var second = await client.AskAsync("defi/token_overview?address=" + address);
            await client.AskAsync("defi/token_overview?address=..%2F..%2Fescape-this-folder-please-now");
            live.Inject(LocalFault.Status(500));
            await client.AskAsync("defi/token_overview?address=" + address);

            await using var again = new Testing.LocalBirdeye(new LocalBirdeyeOptions { RecordingsDirectory = directory, TimeProvider = clock, Plan = Local.NoLimits });
            using var replay = again.Client();
            var rows = await replay.TrendingAsync();
            Assert.Equal(address, rows[0].Text("address"));
            Assert.True(rows.Count >= 50);
            Same(first, await replay.AskAsync("defi/token_overview?address=" + address));
            Same(security, await replay.AskAsync("defi/token_security?address=" + address));
            Same(tradeData, await replay.AskAsync("defi/v3/token/trade-data/multiple?list_address=" + address));
            Same(marketData, await replay.AskAsync("defi/v3/token/market-data/multiple?list_address=" + address));
            Assert.True(JsonDocument.Parse(tradeData.Body).RootElement.GetProperty("data").TryGetProperty(address, out var alone));
            Assert.True(JsonElement.DeepEquals(alone, await replay.DataAsync("defi/v3/token/trade-data/single?address=" + address)));

            // A recorded page cannot know what lies beyond it: the rows are the same, hasNext is not.
            using var recorded = JsonDocument.Parse(trades.Body);
            var served = (await replay.DataAsync("defi/txs/token?address=" + address)).GetProperty("items");
            Assert.True(JsonElement.DeepEquals(recorded.RootElement.GetProperty("data").GetProperty("items"), served));
            await replay.TrendingAsync();
            Same(second, await replay.AskAsync("defi/token_overview?address=" + address));
            foreach (var file in Directory.GetFiles(directory, "*", SearchOption.AllDirectories))
            {
                Assert.DoesNotContain("very-secret", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        static void Same((int Status, string Body) expected, (int Status, string Body) actual)
        {
            using var left = JsonDocument.Parse(expected.Body);
            using var right = JsonDocument.Parse(actual.Body);
            Assert.True(JsonElement.DeepEquals(left.RootElement, right.RootElement));
        }
    }

    private static Testing.LocalBirdeye Serve(out HttpClient client)
    {
        var folder = Folder();
        var local = new Testing.LocalBirdeye(new LocalBirdeyeOptions { RecordingsDirectory = folder, TimeProvider = Local.Clock(), Plan = Local.NoLimits });
        client = local.Client();
        return local;
    }

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("BIRDEYE_RECORDINGS") is { Length: > 0 } configured)
        {
            return configured;
        }

        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var candidate = Path.Combine(directory.FullName, "shared", "data", "birdeye");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        Assert.Skip("No recordings: set BIRDEYE_RECORDINGS, or put them into shared/data/birdeye beside or above the checkout.");
        return "";
    }
}
