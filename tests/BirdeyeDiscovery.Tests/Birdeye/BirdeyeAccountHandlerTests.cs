using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>A bot's own requests, which share the limits of the engine's account.</summary>
public sealed class BirdeyeAccountHandlerTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider _services;
    private readonly StubHandler _api;
    private readonly HttpMessageInvoker _client;
    private Func<HttpResponseMessage> _answer = static () => StubHandler.Json("""{"success":true}""");

    public BirdeyeAccountHandlerTests()
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_clock);
        services.AddBirdeyeDiscovery(static options =>
        {
            (options.Birdeye.ApiKey, options.Birdeye.RequestsPerSecond) = (new ApiKey("s3cr3t"), 1);
            options.Birdeye.BaseUrl = new Uri("https://public-api.birdeye.so");
        });
        _services = services.BuildServiceProvider();
        _api = new StubHandler((_, _) => _answer());
        _client = new HttpMessageInvoker(new BirdeyeAccountHandler(_services) { InnerHandler = _api });
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_waits_for_the_place_that_the_engine_has_taken_and_has_its_key()
    {
        var options = _services.GetRequiredService<Microsoft.Extensions.Options.IOptionsFactory<BirdeyeDiscoveryOptions>>().Create("").Birdeye;
        var limiter = _services.GetRequiredService<AccountRateLimiters>().For(Account.Of(options));
        using (var permit = await limiter.AcquireAsync(RateLimits.Of(options), TimeSpan.Zero, Ct))
        {
            permit!.MarkSent();
        }

        var sending = SendAsync("/defi/price?address=a");
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Empty(_api.Requests);

        _clock.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal(HttpStatusCode.OK, (await sending).StatusCode);
        Assert.Equal("s3cr3t", Assert.Single(_api.Requests).Headers["X-API-KEY"]);
    }

    [Fact]
    public async Task A_429_pauses_the_account_and_a_pause_that_is_too_long_is_an_error()
    {
        _answer = static () =>
        {
            var answer = StubHandler.Error(429, "Too many requests");
            answer.Headers.Add("Retry-After", "60");
            return answer;
        };
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync("/defi/price")).StatusCode);

        _clock.Advance(TimeSpan.FromSeconds(2));
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync("/defi/price"));
        Assert.Equal(HttpStatusCode.TooManyRequests, error.StatusCode);
        Assert.Single(_api.Requests);
    }

    [Fact]
    public async Task A_429_with_the_time_of_a_retry_is_read_by_the_clock_of_the_API()
    {
        _answer = () =>
        {
            var answer = StubHandler.Error(429, "Too many requests");
            answer.Headers.Date = _clock.GetUtcNow().AddHours(-3);
            answer.Headers.Add("Retry-After", _clock.GetUtcNow().AddHours(-3).AddMinutes(1).ToString("R", CultureInfo.InvariantCulture));
            return answer;
        };
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync("/defi/price")).StatusCode);

        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync("/defi/price"))).StatusCode);
        Assert.Single(_api.Requests);
    }

    [Theory]
    [InlineData("https://elsewhere.example/defi/price")]
    [InlineData("http://public-api.birdeye.so/defi/price")]
    public async Task The_key_goes_to_no_other_address(string address)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _client.SendAsync(new HttpRequestMessage(HttpMethod.Get, address), Ct));

        Assert.Contains("Birdeye:BaseUrl", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error.Message, StringComparison.Ordinal);
        Assert.Empty(_api.Requests);
    }

    [Fact]
    public async Task A_handler_that_follows_redirects_is_refused_and_none_is_made_by_itself()
    {
        using var redirecting = new HttpMessageInvoker(new BirdeyeAccountHandler(_services) { InnerHandler = new SocketsHttpHandler() });
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => redirecting.SendAsync(new HttpRequestMessage(HttpMethod.Get, "https://public-api.birdeye.so/defi/price"), Ct));
        Assert.Contains("AllowAutoRedirect", error.Message, StringComparison.Ordinal);

        // Without one, it makes the engine's own; a request to another address shows that nothing is sent.
        var handler = new BirdeyeAccountHandler(_services);
        using var own = new HttpMessageInvoker(handler);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => own.SendAsync(new HttpRequestMessage(HttpMethod.Get, "https://elsewhere.example/"), Ct));
        Assert.False(Assert.IsType<SocketsHttpHandler>(handler.InnerHandler).AllowAutoRedirect);
        Assert.Throws<NotSupportedException>(() => own.Send(new HttpRequestMessage(HttpMethod.Get, "https://public-api.birdeye.so/"), Ct));
    }

    public void Dispose()
    {
        _client.Dispose();
        _services.Dispose();
    }

    private Task<HttpResponseMessage> SendAsync(string path) =>
        _client.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri("https://public-api.birdeye.so" + path)), Ct);
}
