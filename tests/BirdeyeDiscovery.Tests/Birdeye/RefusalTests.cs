using System.Net;

namespace BirdeyeDiscovery.Tests;

/// <summary>Who says no: the plan, the account, or something on the way that is not the API; and for how long it is believed.</summary>
public sealed class RefusalTests
{
    private const string SuspensionText =
        "Your API key is either suspended or lacks sufficient permissions to access this resource. "
        + "Please check your account status or upgrade to a higher plan.";

    private const string Data = """{"success":true,"data":{"totalSupply":1,"items":[],"tokens":[],"price":1}}""";

    // The paths that refuse at the moment, and with what.
    private readonly Dictionary<string, Func<HttpResponseMessage>> _refusing = new(StringComparer.Ordinal);

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(407)]
    public async Task A_page_that_is_not_the_API_s_says_nothing_of_plan_account_or_token_and_passes(int status)
    {
        using var api = Api();
        foreach (var other in new Func<HttpResponseMessage>[]
            {
                () => StubHandler.Html((HttpStatusCode)status),
                () => new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("error code: 1010") },
                () => StubHandler.Json("""{"message":"upgrade your permission, compute units are suspended"}""", (HttpStatusCode)status),
                () => StubHandler.Json("""{"success":"false","message":"suspended"}""", (HttpStatusCode)status),
                () => new HttpResponseMessage((HttpStatusCode)status),
            })
        {
            _refusing["/defi/token_security"] = other;
            api.NewScope();
            var refused = await api.SecurityAsync();
            Assert.Equal(ReadingKind.Failed, refused.Kind);
            Assert.Equal((SourceFailureKind.Intercepted, status), (refused.Failure!.Kind, refused.Failure.Status));
            Assert.Null(api.Scope.EndedBy);
            Assert.Empty(api.Gateway.RefusedEndpoints);

            _refusing.Clear();
            api.NewScope();
            Assert.Equal(ReadingKind.Value, (await api.SecurityAsync()).Kind);
        }
    }

    [Fact]
    public async Task A_challenge_on_the_list_is_over_with_the_next_call()
    {
        using var api = Api();
        _refusing["/defi/token_trending"] = () => StubHandler.Html(HttpStatusCode.Forbidden);
        Assert.Equal(SourceFailureKind.Intercepted, (await api.TrendingAsync()).Failure!.Kind);
        Assert.Equal(3, api.Handler!.Requests.Count);
        _refusing.Clear();
        Assert.Equal(ReadingKind.Value, (await api.TrendingAsync()).Kind);
    }

    [Fact]
    public async Task Credits_that_are_used_up_are_told_by_the_API_alone()
    {
        using var api = Api();
        _refusing["/defi/token_security"] = () =>
            new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("compute units") };
        Assert.Equal(SourceFailureKind.BadRequest, (await api.SecurityAsync()).Failure!.Kind);
        foreach (var status in new[] { 200, 400, 402, 429 })
        {
            api.Clock.Advance(TimeSpan.FromHours(1));
            api.NewScope();
            _refusing["/defi/token_security"] = () => StubHandler.Error(status, "Compute units usage limit exceeded");
            Assert.Equal(SourceFailureKind.CreditsExhausted, (await api.SecurityAsync()).Failure!.Kind);
            Assert.NotNull(api.Scope.EndedBy);
        }
    }

    [Fact]
    public async Task An_endpoint_that_answered_before_is_asked_again_within_seconds_and_counts_as_failed()
    {
        using var api = Api();
        for (var call = 0; call < 20; call++)
        {
            await api.TradesAsync();
        }

        Suspend("/defi/txs/token");
        var refused = await api.TradesAsync();
        Assert.Equal((SourceFailureKind.AccountRefused, 401), (refused.Failure!.Kind, refused.Failure.Status));
        Assert.Empty(api.Gateway.RefusedEndpoints);
        Assert.Null(api.Scope.EndedBy);
        Assert.Equal(SourceFailureKind.AccountRefused, (await api.TradesAsync()).Failure!.Kind);
        Assert.Equal(21, api.Handler!.Requests.Count);

        _refusing.Clear();
        api.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(ReadingKind.Value, (await api.TradesAsync()).Kind);
        Assert.Equal(22, api.Handler.Requests.Count);
    }

    [Fact]
    public async Task The_pause_doubles_while_the_refusal_lasts()
    {
        using var api = Api();
        await api.TradesAsync();
        Suspend("/defi/txs/token");
        var asked = new List<double>();
        var before = api.Handler!.Requests.Count;
        for (var second = 0; second <= 640; second++)
        {
            await api.TradesAsync();
            if (api.Handler.Requests.Count > before)
            {
                asked.Add(second);
                before = api.Handler.Requests.Count;
            }

            api.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([0, 5, 15, 35, 75, 155, 315, 635], asked);
    }

    [Fact]
    public async Task What_answered_before_and_refuses_for_over_an_hour_while_others_answer_was_taken_out_of_the_plan()
    {
        using var api = Api();
        await api.TradesAsync();
        Suspend("/defi/txs/token");
        for (var minute = 0; minute < 100; minute++)
        {
            await api.TrendingAsync();
            await api.TradesAsync();
            api.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(SourceFailureKind.PlanRefused, (await api.TradesAsync()).Failure!.Kind);
        Assert.Equal([BirdeyeEndpoint.Trades], api.Gateway.RefusedEndpoints);
        var calls = api.Handler!.Requests.Count;
        api.Clock.Advance(TimeSpan.FromHours(23));
        await api.TradesAsync();
        Assert.Equal(calls, api.Handler.Requests.Count);
    }

    [Fact]
    public async Task The_list_is_in_every_plan_and_is_asked_again_after_a_quarter_of_an_hour_at_most()
    {
        using var api = Api();
        Suspend("/defi/token_trending");
        Assert.Equal(SourceFailureKind.AccountRefused, (await api.TrendingAsync()).Failure!.Kind);
        Assert.Empty(api.Gateway.RefusedEndpoints);
        for (var minute = 0; minute < 600; minute++)
        {
            await api.TrendingAsync();
            api.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var before = api.Handler!.Requests.Count;
        Assert.InRange(before, 40, 55);
        api.Clock.Advance(TimeSpan.FromMinutes(15));
        _refusing.Clear();
        Assert.Equal(ReadingKind.Value, (await api.TrendingAsync()).Kind);
    }

    [Fact]
    public async Task Several_that_refuse_at_once_speak_of_the_account_and_are_free_with_its_first_answer()
    {
        using var api = Api();
        Suspend("/defi/token_security", "/defi/token_overview", "/defi/txs/token");

        Assert.Equal(SourceFailureKind.AccountRefused, (await api.SecurityAsync()).Failure!.Kind);
        Assert.Equal(SourceFailureKind.AccountRefused, (await api.OverviewAsync()).Failure!.Kind);
        Assert.Equal(SourceFailureKind.AccountRefused, (await api.TradesAsync()).Failure!.Kind);
        Assert.Equal(SourceFailureKind.AccountRefused, (await api.SecurityAsync()).Failure!.Kind);
        Assert.Empty(api.Gateway.RefusedEndpoints);
        Assert.Equal(3, api.Handler!.Requests.Count);

        _refusing.Clear();
        await api.TrendingAsync();
        Assert.Equal(ReadingKind.Value, (await api.SecurityAsync()).Kind);
        Assert.Equal(ReadingKind.Value, (await api.OverviewAsync()).Kind);
        Assert.Equal(ReadingKind.Value, (await api.TradesAsync()).Kind);
    }

    [Fact]
    public async Task A_plan_without_several_endpoints_is_known_as_such_once_another_one_answers()
    {
        using var api = Api();
        Suspend("/defi/token_security", "/defi/token_overview", "/defi/txs/token");
        for (var cycle = 0; cycle < 3; cycle++)
        {
            await api.TrendingAsync();
            await api.SecurityAsync();
            await api.OverviewAsync();
            await api.TradesAsync();
            api.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal([BirdeyeEndpoint.Security, BirdeyeEndpoint.Overview, BirdeyeEndpoint.Trades], api.Gateway.RefusedEndpoints);

        // The pause grows from 5 to 10 to 20 seconds, so each is asked in each round, and not at once after it.
        Assert.Equal(3 + 9, api.Handler!.Requests.Count);
    }

    [Fact]
    public async Task Refusals_of_calls_that_were_under_way_together_count_once()
    {
        using var api = Api();
        await api.TradesAsync();
        Suspend("/defi/txs/token");
        api.Options.MaxConcurrency = 8;
        var refusals = new PlanRefusals(api.Clock);
        var account = Account.Of(api.Options);
        refusals.Forget(account, BirdeyeEndpoint.Trades, "", refusals.Count);
        var failure = new SourceFailure(SourceFailureKind.PlanRefused, BirdeyeEndpoint.Trades, 401, SuspensionText);
        for (var call = 0; call < 8; call++)
        {
            Assert.Equal(SourceFailureKind.AccountRefused, refusals.Learn(account, failure, "").Kind);
        }

        api.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(refusals.TryGet(account, BirdeyeEndpoint.Trades, "", out _));
    }

    [Theory]
    [InlineData(SuspensionText)]
    [InlineData("Your account is suspended")]
    public async Task A_first_refusal_of_one_endpoint_is_a_failed_call_and_over_with_the_first_answer(string text)
    {
        using var api = Api();
        _refusing["/defi/txs/token"] = () => StubHandler.Error(401, text);
        await api.TrendingAsync();
        await api.SecurityAsync();
        Assert.Equal(SourceFailureKind.AccountRefused, (await api.TradesAsync()).Failure!.Kind);
        Assert.Empty(api.Gateway.RefusedEndpoints);

        _refusing.Clear();
        api.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(ReadingKind.Value, (await api.TradesAsync()).Kind);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_text_that_names_only_a_suspension_is_never_one_of_the_plan(int status)
    {
        using var api = Api();
        _refusing["/defi/txs/token"] = () => StubHandler.Error(status, "Your account is suspended");
        for (var minute = 0; minute < 1_500; minute++)
        {
            await api.TrendingAsync();
            Assert.Equal(SourceFailureKind.AccountRefused, (await api.TradesAsync()).Failure!.Kind);
            api.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Empty(api.Gateway.RefusedEndpoints);
        _refusing.Clear();
        api.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(ReadingKind.Value, (await api.TradesAsync()).Kind);
    }

    [Theory]
    [InlineData(401, "Unauthorized", SourceFailureKind.Unauthorized)]
    [InlineData(400, "Compute units usage limit exceeded", SourceFailureKind.CreditsExhausted)]
    public async Task A_wrong_key_and_used_up_credits_cost_no_request_a_cycle(int status, string text, SourceFailureKind kind)
    {
        using var api = Api();
        _refusing["/defi/token_trending"] = () => StubHandler.Error(status, text);
        var (asked, before) = (new List<int>(), 0);
        for (var minute = 0; minute <= 121; minute++)
        {
            api.NewScope();
            var failure = (await api.TrendingAsync()).Failure!;
            Assert.Equal(kind, failure.Kind);
            Assert.Contains("not asked again before 2026-01-10 ", failure.Detail, StringComparison.Ordinal);
            Assert.Equal(kind, api.Scope.EndedBy!.Kind);
            Assert.Equal(failure.Detail, api.Scope.EndedBy.Detail);
            Assert.Equal(SourceFailureKind.CallsEnded, (await api.SecurityAsync()).Failure!.Kind);
            if (api.Handler!.Requests.Count > before)
            {
                asked.Add(minute);
                before = api.Handler.Requests.Count;
            }

            api.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([0, 1, 3, 7, 15, 31, 61, 91, 121], asked);
        Assert.Single(api.Logger.Collector.GetSnapshot(), static record => record.Id.Id == 1203);

        // The first answer ends it, and says so once.
        _refusing.Clear();
        api.Clock.Advance(TimeSpan.FromMinutes(29));
        api.NewScope();
        Assert.Equal(ReadingKind.Value, (await api.TrendingAsync()).Kind);
        Assert.Equal(ReadingKind.Value, (await api.SecurityAsync()).Kind);
        Assert.Single(api.Logger.Collector.GetSnapshot(), static record => record.Id.Id == 1207);

        // What is refused again is reported again, and once a day while it lasts.
        _refusing["/defi/token_trending"] = () => StubHandler.Error(status, text);
        for (var minute = 0; minute < 2 * 1_440; minute++)
        {
            api.NewScope();
            await api.TrendingAsync();
            api.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(3, api.Logger.Collector.GetSnapshot().Count(static record => record.Id.Id == 1203));
        Assert.Single(api.Logger.Collector.GetSnapshot(), static record => record.Id.Id == 1207);
    }

    [Fact]
    public async Task The_pause_grows_although_a_cheap_call_is_answered_in_each_cycle()
    {
        using var api = Api();
        _refusing["/defi/token_security"] = () => StubHandler.Error(400, "Compute units usage limit exceeded");
        for (var minute = 0; minute < 120; minute++)
        {
            api.NewScope();
            await api.TrendingAsync();
            await api.SecurityAsync();
            api.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(api.Handler!.Requests.Count(static request => request.Uri.AbsolutePath == "/defi/token_security"), 8, 9);
    }

    [Fact]
    public async Task Another_key_is_asked_at_once_and_so_is_the_same_by_a_new_process()
    {
        using var api = Api();
        _refusing["/defi/token_trending"] = () => StubHandler.Error(401, "Unauthorized");
        await api.TrendingAsync();
        _refusing.Clear();
        api.Options.ApiKey = new ApiKey("another");
        api.NewScope();
        Assert.Equal(ReadingKind.Value, (await api.TrendingAsync()).Kind);

        using var restarted = Api();
        Assert.Equal(ReadingKind.Value, (await restarted.TrendingAsync()).Kind);
    }

    private GatewayHarness Api() => new((request, _) =>
        _refusing.TryGetValue(request.RequestUri!.AbsolutePath, out var refuse) ? refuse() : StubHandler.Json(Data));

    private void Suspend(params string[] paths)
    {
        foreach (var path in paths)
        {
            _refusing[path] = () => StubHandler.Error(401, SuspensionText);
        }
    }
}
