using System.Net;
using System.Text.Json;
using BirdeyeDiscovery.Servers;
using WebHost;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The sample web host in this process, on a free port, with nothing but its own SQLite file and local Birdeye.</summary>
public sealed class WebHostTests
{
    private const string Sol = "So11111111111111111111111111111111111111112";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_answers_which_tokens_are_tracked_and_why_and_whether_it_is_healthy()
    {
        using var folder = new TemporaryFolder();
        await using var app = await WebApp.CreateAsync(
        [
            "--urls", "http://127.0.0.1:0", "--Database", folder.File("web.db"), "--Logging:LogLevel:Default", "None",
            "--BirdeyeDiscovery:Discovery:TrendingLimit", "10", "--BirdeyeDiscovery:Discovery:Interval", "01:00:00",
        ]);
        await app.Web.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri(app.Web.Urls.Single()) };
        Assert.True((await client.GetAsync("/health/live", Cancellation)).IsSuccessStatusCode);
        await Poll.UntilAsync(
            async () => (await client.GetAsync("/cycles/last", Cancellation)).IsSuccessStatusCode,
            () => "No cycle has ended.",
            seconds: 120);

        Assert.Equal("complete", (await JsonAsync(client, "/cycles/last")).GetProperty("outcome").GetString(), ignoreCase: true);
        var tokens = await JsonAsync(client, "/tokens");
        var sol = Assert.Single(tokens.EnumerateArray(), static token => token.GetProperty("address").GetString() == Sol);
        Assert.Equal("active", sol.GetProperty("status").GetString(), ignoreCase: true);
        Assert.Equal("SOL", (await JsonAsync(client, $"/tokens/{Sol}")).GetProperty("symbol").GetString());

        // Asked by address, because the generated market of some days has another token that copies the symbol.
        var why = await JsonAsync(client, $"/tokens/{Sol}/why");
        Assert.Equal(Sol, why.GetProperty("address").GetString());
        Assert.Equal("Kept", why.GetProperty("decision").GetString());
        Assert.NotEqual(0, why.GetProperty("explanation").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/tokens/NOBODY/why", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/tokens/{Sol[..^1]}3", Cancellation)).StatusCode);
        var score = await JsonAsync(client, $"/tokens/{Sol}/score");
        Assert.Equal("Found", score.GetProperty("kind").GetString());
        Assert.False(score.GetProperty("isStale").GetBoolean());
        Assert.Equal(Sol, score.GetProperty("value").GetProperty("address").GetString());
        Assert.True(score.GetProperty("value").GetProperty("totalScore").GetDecimal() > 0);
        var cycle = (await JsonAsync(client, "/cycles/last")).GetProperty("cycleTimestamp").GetDateTimeOffset();
        Assert.Equal(cycle.ToUnixTimeSeconds(), score.GetProperty("asOf").GetDateTimeOffset().ToUnixTimeSeconds());
        var none = await JsonAsync(client, $"/tokens/{Sol[..^1]}3/score");
        Assert.Equal(("Missing", JsonValueKind.Null), (none.GetProperty("kind").GetString(), none.GetProperty("value").ValueKind));
        Assert.Equal("Healthy: This host leads.", (await JsonAsync(client, "/health/live")).EnumerateObject().Single().Value.GetString());
        Assert.All(
            (await JsonAsync(client, "/health/ready")).EnumerateObject(),
            static check => Assert.StartsWith("Healthy: ", check.Value.GetString(), StringComparison.Ordinal));
        await app.Web.StopAsync(Cancellation);
    }

    [Fact]
    public async Task The_OpenAPI_document_describes_the_types_of_the_library()
    {
        using var folder = new TemporaryFolder();
        await using var app = await WebApp.CreateAsync(
        [
            "--urls", "http://127.0.0.1:0", "--Database", folder.File("web.db"), "--Logging:LogLevel:Default", "None",
        ]);
        await app.Web.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri(app.Web.Urls.Single()) };
        var document = await JsonAsync(client, "/openapi/v1.json");
        await app.Web.StopAsync(Cancellation);

        Assert.Equal(
            ["/cycles/last", "/tokens", "/tokens/{token}", "/tokens/{token}/score", "/tokens/{token}/why"],
            document.GetProperty("paths").EnumerateObject().Select(static path => path.Name).Order(StringComparer.Ordinal));
        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.Contains("Paused", Words(schemas, "TokenStatus"));
        Assert.Contains("Kept", Words(schemas, "TokenDecision"));
        var token = schemas.GetProperty("TrackedToken").GetProperty("properties");
        Assert.Equal("Gets the mint address, the identity.", token.GetProperty("address").GetProperty("description").GetString());
        Assert.Equal("integer", token.GetProperty("id").GetProperty("type").GetString());

        // The answer of the live view has its four parts, and the value is the record of a score.
        var answer = schemas.GetProperty("LiveAnswerOfTokenScoreView").GetProperty("properties");
        Assert.Equal(
            ["asOf", "isStale", "kind", "value"],
            answer.EnumerateObject().Select(static part => part.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["Unavailable", "Missing", "Found"], Words(schemas, "LiveAnswerKind"));
        Assert.Equal("boolean", answer.GetProperty("isStale").GetProperty("type").GetString());
        Assert.Contains("TokenScoreView", answer.GetProperty("value").GetRawText(), StringComparison.Ordinal);
        var score = schemas.GetProperty("TokenScoreView").GetProperty("properties");
        Assert.Equal("number", score.GetProperty("totalScore").GetProperty("type").GetString());
    }

    private static IEnumerable<string?> Words(JsonElement schemas, string name) =>
        schemas.GetProperty(name).GetProperty("enum").EnumerateArray().Select(static word => word.GetString());

    private static async Task<JsonElement> JsonAsync(HttpClient client, string path)
    {
        using var answer = JsonDocument.Parse(await client.GetStringAsync(path, Cancellation));
        return answer.RootElement.Clone();
    }
}
