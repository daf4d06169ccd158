using System.Net;
using System.Text;

namespace BirdeyeDiscovery.Tests;

/// <summary>How long a request occupies the limits of its account, and what a refusal changes.</summary>
public sealed class GatewayPermitTests
{
    private const string Good = """{"success":true,"data":{"totalSupply":1}}""";

    [Fact]
    public async Task A_slow_body_does_not_delay_the_next_request()
    {
        var body = new TaskCompletionSource();
        using var api = new GatewayHarness((_, number) => number == 1 ? WithBody(body.Task) : StubHandler.Json(Good));
        api.Options.RequestsPerSecond = 1;
        var slow = Ask(api);
        var next = Ask(api);
        for (var step = 0; step < 1_500 && !next.IsCompleted; step++)
        {
            api.Clock.Advance(TimeSpan.FromMilliseconds(20));
            await Time.SettleAsync(next);
        }

        Assert.True(next.IsCompleted);
        Assert.False(slow.IsCompleted);
        body.SetResult();
        Assert.All([await slow, await next], static reading => Assert.Equal(ReadingKind.Value, reading.Kind));
    }

    [Fact]
    public async Task A_refused_request_makes_the_account_cautious_and_is_reported_once()
    {
        using var api = new GatewayHarness((_, number) => number <= 2 ? StubHandler.Error(429, "Too many requests") : StubHandler.Json(Good));
        Assert.Equal(ReadingKind.Value, (await api.SecurityAsync()).Kind);

        Assert.Null(api.Limiter.NoteRefusal());
        var record = Assert.Single(api.Logger.Collector.GetSnapshot(), static record => record.Id.Id == 1208);
        Assert.Contains("429", record.Message, StringComparison.Ordinal);
        Assert.Contains("01:00:00", record.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    public async Task Another_failure_does_not(int status)
    {
        using var api = new GatewayHarness((_, _) => StubHandler.Error(status, ""));
        await api.SecurityAsync();
        Assert.NotNull(api.Limiter.NoteRefusal());
    }

    private static Task<Reading<TokenSecurity>> Ask(GatewayHarness api) =>
        api.Gateway.GetSecurityAsync(GatewayHarness.Mint, api.Scope, TestContext.Current.CancellationToken).AsTask();

    private static HttpResponseMessage WithBody(Task ready)
    {
        var content = new SlowContent(ready);
        content.Headers.ContentType = new("application/json");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    private sealed class SlowContent(Task ready) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await ready;
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Good));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
