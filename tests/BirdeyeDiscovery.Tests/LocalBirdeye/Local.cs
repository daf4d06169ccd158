using System.Text.Json;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests.LocalBirdeyes;

/// <summary>Short ways to ask a local Birdeye.</summary>
internal static class Local
{
    public static readonly DateTimeOffset Origin = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static readonly LocalPlan NoLimits = new() { RequestsPerSecond = 1_000_000 };

    public static FakeTimeProvider Clock() => new(Origin) { AutoAdvanceAmount = TimeSpan.Zero };

    public static Testing.LocalBirdeye Generated(TimeProvider time, ulong seed = 1) =>
        new(new LocalBirdeyeOptions { TimeProvider = time, Seed = seed, Origin = Origin, Plan = NoLimits });

    public static HttpClient Client(this Testing.LocalBirdeye local) =>
        new(local.CreateHandler()) { BaseAddress = new Uri("http://local.invalid/") };

    public static async Task<JsonElement> DataAsync(this HttpClient client, string path)
    {
        using var document = JsonDocument.Parse(await client.GetByteArrayAsync(path, TestContext.Current.CancellationToken));
        Assert.True(document.RootElement.GetProperty("success").GetBoolean());
        return document.RootElement.GetProperty("data").Clone();
    }

    public static async Task<(int Status, string Body)> AskAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The whole list, page after page, repeats included.</summary>
    public static async Task<List<JsonElement>> TrendingAsync(this HttpClient client)
    {
        var rows = new List<JsonElement>();
        for (var offset = 0; ; offset += 20)
        {
            var page = await client.DataAsync($"defi/token_trending?sort_by=rank&sort_type=asc&offset={offset}&limit=20");
            var tokens = page.GetProperty("tokens").EnumerateArray().ToList();
            rows.AddRange(tokens);
            if (tokens.Count < 20)
            {
                return rows;
            }
        }
    }

    public static string Text(this JsonElement row, string name) => row.GetProperty(name).GetString()!;

    public static double Number(this JsonElement row, string name) => row.GetProperty(name).GetDouble();

    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
