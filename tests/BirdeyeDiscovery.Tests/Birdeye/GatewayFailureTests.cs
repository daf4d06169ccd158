using System.Net;

namespace BirdeyeDiscovery.Tests;

public sealed class GatewayFailureTests
{
    private const string PlanText =
        "Your API key is either suspended or lacks sufficient permissions to access this resource. Please check your account status or upgrade to a higher plan.";

    [Theory]
    [InlineData(400, "Compute units usage limit exceeded", SourceFailureKind.CreditsExhausted)]
    [InlineData(400, "limit should be integer, range 1-20", SourceFailureKind.BadRequest)]
    [InlineData(401, "Unauthorized", SourceFailureKind.Unauthorized)]
    [InlineData(401, PlanText, SourceFailureKind.AccountRefused)]
    [InlineData(401, "Your account is suspended", SourceFailureKind.AccountRefused)]
    [InlineData(403, "Your account is suspended", SourceFailureKind.AccountRefused)]
    [InlineData(401, "Your API key lacks sufficient permissions to access this resource.", SourceFailureKind.PlanRefused)]
    [InlineData(403, "forbidden", SourceFailureKind.AccountRefused)]
    [InlineData(403, "Your API key lacks sufficient permissions to access this resource.", SourceFailureKind.PlanRefused)]
    [InlineData(422, "invalid data", SourceFailureKind.BadRequest)]
    [InlineData(429, "Too many requests", SourceFailureKind.RateLimited)]
    [InlineData(500, "Internal Server Error", SourceFailureKind.Server)]
    [InlineData(503, "", SourceFailureKind.Server)]
    [InlineData(522, "", SourceFailureKind.Server)]
    [InlineData(555, "", SourceFailureKind.Server)]
    public async Task A_status_and_its_words_decide_the_kind(int status, string message, SourceFailureKind kind)
    {
        using var api = new GatewayHarness((_, _) => StubHandler.Error(status, message));
        var reading = await api.SecurityAsync();
        Assert.Equal(ReadingKind.Failed, reading.Kind);
        Assert.Equal(kind, reading.Failure!.Kind);
        Assert.Equal(status, reading.Failure.Status);
        Assert.Equal("Security", reading.Failure.Call);
        Assert.StartsWith(message.Length > 200 ? message[..200] : message, reading.Failure.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(422)]
    [InlineData(301)]
    [InlineData(302)]
    public async Task What_asking_again_cannot_mend_is_asked_once(int status)
    {
        using var api = new GatewayHarness((_, _) => StubHandler.Error(status, "no"));
        await api.SecurityAsync();
        Assert.Single(api.Handler!.Requests);
    }

    [Theory]
    [InlineData("""{"success":true,"data":null}""")]
    [InlineData("""{"success":true,"data":{}}""")]
    [InlineData("""{"data":{},"success":true,"statusCode":200}""")]
    public async Task No_data_is_the_answer_unknown(string body)
    {
        using var api = GatewayHarness.Answering(body);
        Assert.Equal(ReadingKind.Unknown, (await api.SecurityAsync()).Kind);
        Assert.Equal(ReadingKind.Unknown, (await api.OverviewAsync()).Kind);
        Assert.Equal(ReadingKind.Unknown, (await api.TrendingAsync()).Kind);
        Assert.Equal(ReadingKind.Unknown, (await api.TradesAsync()).Kind);
    }

    [Fact]
    public async Task Not_found_is_the_answer_unknown()
    {
        using var api = new GatewayHarness((_, _) => StubHandler.Error(404, "not found"));
        var reading = await api.OverviewAsync();
        Assert.Equal(ReadingKind.Unknown, reading.Kind);
        Assert.Equal(api.Clock.GetUtcNow(), reading.AsOf);
        Assert.Single(api.Handler!.Requests);
    }

    [Fact]
    public async Task An_empty_list_is_a_value_without_rows()
    {
        using var items = GatewayHarness.AnsweringData("""{"items":[],"hasNext":false}""");
        Assert.Empty((await items.TradesAsync()).Value!.Trades);
        Assert.Empty((await items.CandlesAsync(new CandleRequest(GatewayHarness.Mint, CandleInterval.OneHour, 5, items.Clock.GetUtcNow()))).Value!.Candles);
        using var tokens = GatewayHarness.AnsweringData("""{"tokens":[],"total":0}""");
        var page = (await tokens.TrendingAsync()).Value!;
        Assert.Equal((0, 0), (page.Tokens.Count, page.UnreadableRows));
    }

    [Theory]
    [InlineData("""{"success":false,"message":"boom"}""", SourceFailureKind.Unsuccessful)]
    [InlineData("""{"success":false}""", SourceFailureKind.Unsuccessful)]
    [InlineData("{}", SourceFailureKind.Malformed)]
    [InlineData("[]", SourceFailureKind.Malformed)]
    [InlineData("""{"data":{"tokens":[]}}""", SourceFailureKind.Malformed)]
    [InlineData("""{"success":"true","data":{"tokens":[]}}""", SourceFailureKind.Malformed)]
    [InlineData("""{"success":true}""", SourceFailureKind.Malformed)]
    [InlineData("""{"success":true,"data":"x"}""", SourceFailureKind.Malformed)]
    [InlineData("""{"success":true,"data":{"other":1}}""", SourceFailureKind.Malformed)]
    [InlineData("""{"success":true,"data":{"tokens":{}}}""", SourceFailureKind.Malformed)]
    [InlineData("""{"success":true,"success":true,"data":{"tokens":[]}}""", SourceFailureKind.Malformed)]
    [InlineData("""{"success":true,"data":{"tokens":[{"address":"a"}""", SourceFailureKind.Malformed)]
    [InlineData("""{"success":true,"data":{"tokens":[]}}}""", SourceFailureKind.Malformed)]
    [InlineData("", SourceFailureKind.NotJson)]
    [InlineData("Too many requests", SourceFailureKind.NotJson)]
    [InlineData("<html></html>", SourceFailureKind.NotJson)]
    public async Task Status_200_is_not_enough(string body, SourceFailureKind kind)
    {
        using var api = GatewayHarness.Answering(body);
        var reading = await api.TrendingAsync();
        Assert.Equal(kind, reading.Failure?.Kind);
        Assert.Equal(200, reading.Failure!.Status);
    }

    [Fact]
    public async Task A_page_of_html_with_status_200_is_not_json_and_is_asked_again()
    {
        using var api = new GatewayHarness((_, number) =>
            number == 1 ? StubHandler.Html() : StubHandler.Json("""{"success":true,"data":{"tokens":[]}}"""));
        Assert.Equal(ReadingKind.Value, (await api.TrendingAsync()).Kind);
        Assert.Equal(2, api.Handler!.Requests.Count);
    }

    [Fact]
    public async Task Json_that_is_declared_as_html_is_not_read()
    {
        using var api = new GatewayHarness((_, _) =>
        {
            var response = StubHandler.Json("""{"success":true,"data":{"tokens":[]}}""");
            response.Content.Headers.ContentType = new("text/html");
            return response;
        });
        Assert.Equal(SourceFailureKind.NotJson, (await api.TrendingAsync()).Failure!.Kind);
    }

    [Theory]
    [InlineData(HttpStatusCode.MovedPermanently)]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.TemporaryRedirect)]
    [InlineData(HttpStatusCode.PermanentRedirect)]
    public async Task A_redirect_is_a_failure_and_is_not_followed(HttpStatusCode status)
    {
        using var api = new GatewayHarness((_, _) =>
        {
            var response = StubHandler.Html(status);
            response.Headers.Location = new Uri("https://elsewhere.example/");
            return response;
        });
        Assert.Equal(SourceFailureKind.Redirected, (await api.SecurityAsync()).Failure!.Kind);
        Assert.Single(api.Handler!.Requests);
    }

    [Theory]
    [InlineData(401, "Unauthorized", SourceFailureKind.Unauthorized)]
    [InlineData(400, "Compute units usage limit exceeded", SourceFailureKind.CreditsExhausted)]
    public async Task A_wrong_key_and_used_up_credits_end_the_calls_of_the_cycle_only(int status, string message, SourceFailureKind kind)
    {
        using var api = new GatewayHarness((_, number) =>
            number == 1 ? StubHandler.Error(status, message) : StubHandler.Json("""{"success":true,"data":{"tokens":[]}}"""));
        await api.SecurityAsync();
        Assert.Equal(kind, api.Scope.EndedBy!.Kind);
        Assert.Equal(SourceFailureKind.CallsEnded, (await api.TrendingAsync()).Failure!.Kind);
        Assert.Single(api.Handler!.Requests);
        Assert.Equal(1, api.Scope.Calls);

        api.NewScope();
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ReadingKind.Value, (await api.TrendingAsync()).Kind);
    }

    [Fact]
    public async Task A_plan_refusal_concerns_its_endpoint_is_asked_about_less_and_less_and_is_logged_once()
    {
        using var api = new GatewayHarness((request, _) => request.RequestUri!.AbsolutePath.EndsWith("token_security", StringComparison.Ordinal)
            ? StubHandler.Error(401, PlanText)
            : StubHandler.Json("""{"success":true,"data":{"tokens":[]}}"""));
        for (var cycle = 0; cycle < 720; cycle++)
        {
            api.NewScope();
            var refused = await api.SecurityAsync();
            Assert.Equal(cycle == 0 ? SourceFailureKind.AccountRefused : SourceFailureKind.PlanRefused, refused.Failure!.Kind);
            Assert.Equal(ReadingKind.Value, (await api.TrendingAsync()).Kind);
            Assert.Null(api.Scope.EndedBy);
            api.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        var asked = api.Handler!.Requests.Count(request => request.Uri.AbsolutePath.EndsWith("token_security", StringComparison.Ordinal));
        Assert.InRange(asked, 8, 14);
        Assert.Equal([BirdeyeEndpoint.Security], api.Gateway.RefusedEndpoints);
        Assert.Single(api.Logger.Collector.GetSnapshot(), record => record.Id.Id == 1202);
    }

    [Fact]
    public async Task A_plan_that_was_upgraded_is_found_out_within_half_an_hour_at_first()
    {
        using var api = new GatewayHarness((_, number) => number == 1
            ? StubHandler.Error(401, "Your API key lacks sufficient permissions to access this resource.")
            : StubHandler.Json("""{"success":true,"data":{"totalSupply":1}}"""));
        Assert.Equal(SourceFailureKind.PlanRefused, (await api.SecurityAsync()).Failure!.Kind);
        Assert.Equal(SourceFailureKind.PlanRefused, (await api.SecurityAsync()).Failure!.Kind);
        Assert.Single(api.Handler!.Requests);
        api.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(ReadingKind.Value, (await api.SecurityAsync()).Kind);
        Assert.Empty(api.Gateway.RefusedEndpoints);
    }

    [Fact]
    public async Task Another_key_may_have_another_plan()
    {
        using var api = new GatewayHarness((_, number) => number == 1
            ? StubHandler.Error(401, PlanText)
            : StubHandler.Json("""{"success":true,"data":{"totalSupply":1}}"""));
        await api.SecurityAsync();
        api.Options.ApiKey = new ApiKey("another");
        Assert.Equal(ReadingKind.Value, (await api.SecurityAsync()).Kind);
    }

    [Fact]
    public async Task A_broken_connection_is_a_network_failure_without_the_exceptions_text()
    {
        using var api = new GatewayHarness((_, _) => throw new HttpRequestException(HttpRequestError.NameResolutionError, "secret-host.internal"));
        var failure = (await api.SecurityAsync()).Failure!;
        Assert.Equal(SourceFailureKind.Network, failure.Kind);
        Assert.Null(failure.Status);
        Assert.Equal("the connection failed: NameResolutionError", failure.Detail);
        Assert.Equal(3, api.Handler!.Requests.Count);
    }

    [Fact]
    public async Task Text_of_the_api_is_cleaned_cut_and_rid_of_the_key()
    {
        using var api = new GatewayHarness((_, _) => StubHandler.Json(
            $$"""{"success":false,"message":"bad\u0000 \u001b[31m\u202ekey {{GatewayHarness.Key}} {{new string('x', 500)}}"}"""));
        var detail = (await api.SecurityAsync()).Failure!.Detail;
        Assert.StartsWith("bad [31mkey *** xxx", detail, StringComparison.Ordinal);
        Assert.Equal(200, detail.Length);
    }

    [Fact]
    public async Task The_key_is_in_no_log_no_failure_and_no_text()
    {
        using var api = new GatewayHarness((_, number) => (number % 5) switch
        {
            0 => StubHandler.Error(500, $"key {GatewayHarness.Key}"),
            1 => StubHandler.Error(429, GatewayHarness.Key),
            2 => StubHandler.Html(),
            3 => throw new InvalidOperationException(GatewayHarness.Key),
            _ => StubHandler.Error(401, $"upgrade {GatewayHarness.Key}"),
        });
        var texts = new List<string> { api.Options.ApiKey!.ToString(), api.Gateway.ToString()!, Account.Of(api.Options).ToString() };
        for (var i = 0; i < 10; i++)
        {
            api.NewScope();
            texts.Add($"{(await api.SecurityAsync()).Failure}");
            texts.Add($"{(await api.OverviewAsync()).Failure}");
        }

        texts.AddRange(api.Logger.Collector.GetSnapshot().Select(record => $"{record.Message} {record.Exception}"));
        Assert.True(texts.Count > 25);
        Assert.DoesNotContain(texts, text => text.Contains(GatewayHarness.Key, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Repeated_warnings_are_limited()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var throttle = new WarningThrottle<(SourceFailureKind, BirdeyeEndpoint)>(clock);
        Assert.Equal(1, Enumerable.Range(0, 100).Count(_ => throttle.Allows((SourceFailureKind.Server, BirdeyeEndpoint.Security), out var _)));
        Assert.True(throttle.Allows((SourceFailureKind.Server, BirdeyeEndpoint.Overview), out _));
        Assert.True(throttle.Allows((SourceFailureKind.Timeout, BirdeyeEndpoint.Security), out _));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True(throttle.Allows((SourceFailureKind.Server, BirdeyeEndpoint.Security), out var suppressed));
        Assert.Equal(99, suppressed);
    }
}
