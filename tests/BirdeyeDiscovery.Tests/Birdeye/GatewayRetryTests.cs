using System.Globalization;

namespace BirdeyeDiscovery.Tests;

public sealed class GatewayRetryTests
{
    private const string Good = """{"success":true,"data":{"totalSupply":1}}""";

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(524)]
    [InlineData(555)]
    public async Task A_passing_fault_is_tried_again_at_most_twice(int status)
    {
        using var recovering = new GatewayHarness((_, number) => number < 3 ? StubHandler.Error(status, "") : StubHandler.Json(Good));
        Assert.Equal(ReadingKind.Value, (await recovering.SecurityAsync()).Kind);
        Assert.Equal(3, recovering.Scope.Calls);
        Assert.Equal(2, recovering.Scope.Retries);

        using var broken = new GatewayHarness((_, _) => StubHandler.Error(status, ""));
        Assert.Equal(ReadingKind.Failed, (await broken.SecurityAsync()).Kind);
        Assert.Equal(3, broken.Handler!.Requests.Count);
    }

    [Fact]
    public async Task Waits_grow_and_are_spread()
    {
        var times = new List<DateTimeOffset>();
        GatewayHarness? api = null;
        using var harness = api = new GatewayHarness((_, _) =>
        {
            times.Add(api!.Clock.GetUtcNow());
            return StubHandler.Error(500, "");
        });
        await api.SecurityAsync();
        Assert.InRange((times[1] - times[0]).TotalSeconds, 0.25, 0.85);
        Assert.InRange((times[2] - times[1]).TotalSeconds, 0.5, 1.6);
        Assert.NotEqual((times[1] - times[0]) * 2, times[2] - times[1]);
    }

    [Fact]
    public async Task Retries_are_a_tenth_of_the_requests_and_five_at_least()
    {
        using var api = new GatewayHarness((_, _) => StubHandler.Error(500, ""));
        for (var i = 0; i < 60; i++)
        {
            await api.SecurityAsync();
        }

        Assert.Equal(api.Scope.Calls, api.Handler!.Requests.Count);
        Assert.Equal(60 + api.Scope.Retries, api.Scope.Calls);
        Assert.InRange(api.Scope.Retries, 5, 7);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("2.5")]
    public async Task Retry_after_is_waited_out_and_stops_the_other_callers(string header)
    {
        var seconds = double.Parse(header, CultureInfo.InvariantCulture);
        var times = new List<DateTimeOffset>();
        GatewayHarness? api = null;
        using var harness = api = new GatewayHarness((_, number) =>
        {
            times.Add(api!.Clock.GetUtcNow());
            return number == 1 ? WithHeader(StubHandler.Error(429, ""), "Retry-After", header) : StubHandler.Json(Good);
        });
        var first = api.Gateway.GetSecurityAsync(GatewayHarness.Mint, api.Scope, TestContext.Current.CancellationToken).AsTask();
        await Time.SettleAsync(first);
        var second = api.Gateway.GetSecurityAsync(GatewayHarness.Sol, api.Scope, TestContext.Current.CancellationToken).AsTask();
        await Time.DriveAsync(api.Clock, Task.WhenAll(first, second));
        Assert.Equal(3, times.Count);
        Assert.All(times.Skip(1), time => Assert.True((time - times[0]).TotalSeconds >= seconds, $"{time - times[0]}"));
        Assert.All([await first, await second], reading => Assert.Equal(ReadingKind.Value, reading.Kind));
    }

    [Fact]
    public async Task A_retry_after_that_is_too_long_ends_the_calls_and_holds_for_the_next_cycle()
    {
        using var api = new GatewayHarness((_, number) =>
            number == 1 ? WithHeader(StubHandler.Error(429, ""), "Retry-After", "60") : StubHandler.Json(Good));
        var failure = (await api.SecurityAsync()).Failure!;
        Assert.Equal(SourceFailureKind.RateLimited, failure.Kind);
        Assert.Equal(TimeSpan.FromSeconds(60), failure.RetryAfter);
        Assert.Equal(failure, api.Scope.EndedBy);
        Assert.Equal(SourceFailureKind.CallsEnded, (await api.SecurityAsync(GatewayHarness.Sol)).Failure!.Kind);

        var nextCycle = api.NewScope();
        Assert.Equal(SourceFailureKind.CallsEnded, (await api.SecurityAsync()).Failure!.Kind);
        Assert.Equal(SourceFailureKind.RateLimited, nextCycle.EndedBy!.Kind);
        Assert.Single(api.Handler!.Requests);

        api.Clock.Advance(TimeSpan.FromSeconds(61));
        api.NewScope();
        Assert.Equal(ReadingKind.Value, (await api.SecurityAsync()).Kind);
    }

    [Fact]
    public async Task A_too_long_retry_after_of_a_server_fault_ends_the_calls_too()
    {
        using var api = new GatewayHarness((_, _) => WithHeader(StubHandler.Error(503, ""), "Retry-After", "120"));
        await api.SecurityAsync();
        Assert.Equal(SourceFailureKind.Server, api.Scope.EndedBy!.Kind);
        Assert.Single(api.Handler!.Requests);
    }

    [Theory]
    [InlineData("Retry-After", "5", 5.0)]
    [InlineData("Retry-After", " 7 ", 7.0)]
    [InlineData("Retry-After", "Sat, 10 Jan 2026 07:16:20 GMT", 10.0)]
    [InlineData("Retry-After", "Sat, 10 Jan 2026 07:16:00 GMT", null)]
    [InlineData("Retry-After", "0", null)]
    [InlineData("Retry-After", "-5", null)]
    [InlineData("Retry-After", "soon", null)]
    [InlineData("Retry-After", "NaN", null)]
    [InlineData("Retry-After", "99999999999999999999", 900.0)]
    [InlineData("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT", 900.0)]
    [InlineData("x-ratelimit-reset", "4", 4.0)]
    [InlineData("x-ratelimit-reset", "1768029378", 8.0)]
    [InlineData("x-ratelimit-reset", "1768029378000", 8.0)]
    [InlineData("x-ratelimit-reset", "1768029000", null)]
    [InlineData("x-ratelimit-reset", "", null)]
    public void The_wait_that_the_api_asks_for_is_read_in_all_its_forms(string name, string value, double? seconds)
    {
        using var response = WithHeader(StubHandler.Error(429, ""), name, value);
        var wait = RetryAfter.Read(response, DateTimeOffset.FromUnixTimeSeconds(GatewayHarness.Start));
        Assert.Equal(seconds, wait?.TotalSeconds);
    }

    [Fact]
    public void A_reset_time_on_another_answer_asks_for_nothing()
    {
        using var response = WithHeader(StubHandler.Error(500, ""), "x-ratelimit-reset", "30");
        Assert.Null(RetryAfter.Read(response, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task Waits_of_one_call_stay_within_their_sum()
    {
        using var api = new GatewayHarness((_, _) => WithHeader(StubHandler.Error(429, ""), "Retry-After", "6"));
        var before = api.Clock.GetUtcNow();
        await api.SecurityAsync();
        Assert.Equal(2, api.Handler!.Requests.Count);
        Assert.True(api.Clock.GetUtcNow() - before < TimeSpan.FromSeconds(10));
        Assert.Null(api.Scope.EndedBy);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_between_attempts()
    {
        using var api = new GatewayHarness((_, _) => StubHandler.Error(500, ""));
        using var cancellation = new CancellationTokenSource();
        var call = api.Gateway.GetSecurityAsync(GatewayHarness.Mint, api.Scope, cancellation.Token).AsTask();
        await Time.SettleAsync(call);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(api.Handler!.Requests);
    }

    [Fact]
    public async Task Retries_pass_the_limiter_again()
    {
        var times = new List<DateTimeOffset>();
        GatewayHarness? api = null;
        using var harness = api = new GatewayHarness((_, _) =>
        {
            times.Add(api!.Clock.GetUtcNow());
            return StubHandler.Error(500, "");
        });
        api.Options.RequestsPerSecond = 0.25m;
        await api.SecurityAsync();
        Assert.Equal(3, times.Count);
        Assert.True(times[1] - times[0] > TimeSpan.FromSeconds(4));
        Assert.True(times[2] - times[1] > TimeSpan.FromSeconds(4));
    }

    private static HttpResponseMessage WithHeader(HttpResponseMessage response, string name, string value)
    {
        response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }
}
