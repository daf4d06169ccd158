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
    public async Task The_same_holds_for_the_newer_endpoint_and_repeats_are_not_logged_each()
    {
        using var api = Ahead(TimeSpan.FromMinutes(2));
        await api.CandlesV3Async(Request);
        await api.CandlesV3Async(Request);
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
