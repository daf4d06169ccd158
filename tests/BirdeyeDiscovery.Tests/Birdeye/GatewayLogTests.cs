using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery.Tests;

public sealed class GatewayLogTests
{
    [Fact]
    public async Task What_is_not_known_of_a_failure_is_left_out_of_the_log()
    {
        using var api = new GatewayHarness((_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError));
        await api.TrendingAsync();
        Assert.Equal("Discovery 'bot': Trending failed with Network: the connection failed: ConnectionError", LastOf(api, LogLevel.Warning));
        await api.TrendingAsync();
        api.Clock.Advance(TimeSpan.FromMinutes(2));
        await api.TrendingAsync();
        Assert.Equal("Discovery 'bot': Trending failed with Network: the connection failed: ConnectionError (1 like it not shown)", LastOf(api, LogLevel.Warning));

        using var spent = new GatewayHarness((_, _) => StubHandler.Error(400, "Compute units usage limit exceeded"));
        await spent.TrendingAsync();
        Assert.Equal(
            "Discovery 'bot': Trending ended the calls of this cycle with CreditsExhausted (status 400): Compute units usage limit exceeded; "
            + "not asked again before 2026-01-10 07:17:05 UTC; "
            + "BirdeyeDiscovery:Birdeye:ComputeUnitsPerMonth makes the units of a month last",
            LastOf(spent, LogLevel.Error));
    }

    [Theory]
    [InlineData(null, "", null, ".")]
    [InlineData(429, "", 60, " (status 429, wait 00:01:00).")]
    [InlineData(null, "paused", 60, " (wait 00:01:00): paused")]
    public void Only_what_is_known_follows_the_kind(int? status, string detail, int? waitSeconds, string expected) =>
        Assert.Equal(expected, FailureText.After(status, detail, waitSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null));

    private static string LastOf(GatewayHarness api, LogLevel level) => api.Logger.Collector.GetSnapshot().Last(record => record.Level == level).Message;
}
