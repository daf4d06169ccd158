using System.Globalization;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery.Tests;

/// <summary>A host whose clock is ahead of the API's, which refuses candles of the future.</summary>
public sealed class GatewayClockTests
{
    private const string Nothing = """{"success":true,"data":{"items":[]}}""";

    /// <summary>07:15:00, the start of the bucket that runs by the host's clock (07:16:10).</summary>
    private const long Bucket = 1_768_029_300;

    private const string Candle = """{"success":true,"data":{"items":[{"o":1,"h":2,"l":1,"c":2,"v":3,"unixTime":1768029000}]}}""";

    private static CandleRequest Request => new(GatewayHarness.Mint, CandleInterval.FiveMinutes, 3, DateTimeOffset.FromUnixTimeSeconds(GatewayHarness.Start));

    [Fact]
    public async Task Candles_that_the_api_refuses_because_the_clock_is_ahead_are_asked_for_again_by_its_clock()
    {
        using var api = Ahead(TimeSpan.FromMinutes(2));
        var reading = await api.CandlesAsync(Request);
        Assert.Equal(1_768_029_000, Assert.Single(reading.Value!.Candles).Timestamp);
        Assert.Equal([Bucket, Bucket - 300], api.Handler!.Requests.Select(static request => To(request.Uri)));
        Assert.Equal(2, api.Scope.Calls);
        var record = Assert.Single(api.Logger.Collector.GetSnapshot(), static record => record.Id.Name == "BirdeyeClockAhead");
        Assert.Equal(LogLevel.Warning, record.Level);
        Assert.Contains("00:02:00", record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeated_refusals_of_a_clock_that_is_ahead_are_not_logged_each()
    {
        using var api = Ahead(TimeSpan.FromMinutes(2));
        await api.CandlesAsync(Request);
        await api.CandlesAsync(Request);
        Assert.Equal([Bucket, Bucket - 300, Bucket, Bucket - 300], api.Handler!.Requests.Select(static request => To(request.Uri)));
        Assert.Single(api.Logger.Collector.GetSnapshot(), static record => record.Id.Name == "BirdeyeClockAhead");
    }

    [Theory]
    [InlineData(70, null)] // in the same bucket
    [InlineData(-120, null)] // behind
    [InlineData(null, null)] // not told
    [InlineData(120, 5)] // told by a cache on the way
    public async Task Candles_are_not_asked_for_again_where_the_clock_is_not_the_reason(int? ahead, int? age)
    {
        using var api = new GatewayHarness((_, _) => Told(StubHandler.Error(400, "time_to is wrong"), ahead, age));
        var reading = await api.CandlesAsync(Request);
        Assert.Equal(SourceFailureKind.BadRequest, reading.Failure!.Kind);
        Assert.Single(api.Handler!.Requests);
    }

    [Fact]
    public async Task What_is_refused_by_both_clocks_stays_refused()
    {
        using var api = new GatewayHarness(static (_, _) => Told(StubHandler.Error(400, "type is wrong"), 120, null));
        var reading = await api.CandlesAsync(Request);
        Assert.Equal(SourceFailureKind.BadRequest, reading.Failure!.Kind);
        Assert.Equal(2, api.Handler!.Requests.Count);
    }

    [Fact]
    public async Task What_the_api_answers_is_taken_as_it_is_however_wrong_the_clock_is()
    {
        using var api = new GatewayHarness(static (_, _) => Told(StubHandler.Json(Nothing), 120, null));
        await api.CandlesAsync(Request);
        Assert.Equal(Bucket, To(Assert.Single(api.Handler!.Requests).Uri));
    }

    [Theory]
    [InlineData(200, "<html></html>", "text/html", false)]
    [InlineData(200, """{"status":"ok"}""", "application/json", false)]
    [InlineData(403, "<html></html>", "text/html", false)]
    [InlineData(502, "<html></html>", "text/html", false)]
    [InlineData(404, """{"message":"no such page"}""", "application/json", false)]
    [InlineData(200, """{"success":true,"data":null}""", "application/json", true)]
    [InlineData(400, """{"success":false,"message":"limit should be integer"}""", "application/json", true)]
    [InlineData(404, """{"success":false,"message":"not found"}""", "application/json", true)]
    public async Task Only_an_answer_in_the_api_s_envelope_tells_the_api_s_time(int status, string body, string type, bool isTold)
    {
        using var api = new GatewayHarness((_, _) => Told(
            new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new StringContent(body, System.Text.Encoding.UTF8, type) },
            ahead: 3_600,
            age: null));
        await api.SecurityAsync();
        Assert.Equal(isTold, api.Gateway.ClockOffset is not null);
    }

    [Fact]
    public async Task A_page_of_a_proxy_with_another_time_does_not_replace_the_api_s()
    {
        using var api = new GatewayHarness((_, number) => number == 1
            ? Told(StubHandler.Json(Nothing), 0, null)
            : Told(StubHandler.Html(System.Net.HttpStatusCode.Forbidden), 86_400, null));
        await api.SecurityAsync();
        var known = api.Gateway.ClockOffset!.Value.By;
        await api.SecurityAsync();
        Assert.Equal(known, api.Gateway.ClockOffset!.Value.By);
    }

    /// <summary>An API whose clock is behind that of the host, and which refuses what lies in its future.</summary>
    private static GatewayHarness Ahead(TimeSpan ahead) => new((request, _) => Told(
        To(request.RequestUri!) > GatewayHarness.Start - ahead.TotalSeconds ? StubHandler.Error(400, "time_to is in the future") : StubHandler.Json(Candle),
        (int)ahead.TotalSeconds,
        age: null));

    private static HttpResponseMessage Told(HttpResponseMessage response, int? ahead, int? age)
    {
        response.Headers.Date = ahead is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(GatewayHarness.Start - seconds) : null;
        response.Headers.Age = age is { } old ? TimeSpan.FromSeconds(old) : null;
        return response;
    }

    private static long To(Uri uri) => long.Parse(
        uri.Query.TrimStart('?').Split('&').Single(static part => part.StartsWith("time_to=", StringComparison.Ordinal))["time_to=".Length..], CultureInfo.InvariantCulture);
}
