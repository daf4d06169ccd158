using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>Which answers end a refusal, when it may be one of the plan, and how often it is reported.</summary>
public sealed class RefusalReportTests
{
    private const string SuspensionText =
        "Your API key is either suspended or lacks sufficient permissions to access this resource. "
        + "Please check your account status or upgrade to a higher plan.";

    private const string PlanText = "Your API key lacks sufficient permissions to access this resource.";

    private const string Data = """{"success":true,"data":{"totalSupply":1,"items":[],"tokens":[],"price":1}}""";

    // The paths that refuse at the moment, and with what.
    private readonly Dictionary<string, Func<HttpResponseMessage>> _refusing = new(StringComparer.Ordinal);

    [Fact]
    public async Task A_cheap_call_that_is_answered_in_between_neither_ends_nor_repeats_the_report()
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

        Assert.Equal([1203], api.Logger.Collector.GetSnapshot().Select(static record => record.Id.Id).Where(static id => id is 1203 or 1207));
        _refusing.Clear();
        api.Clock.Advance(TimeSpan.FromMinutes(30));
        api.NewScope();
        await api.SecurityAsync();
        Assert.Equal([1203, 1207], api.Logger.Collector.GetSnapshot().Select(static record => record.Id.Id).Where(static id => id is 1203 or 1207));
    }

    [Fact]
    public async Task An_answer_to_a_request_that_was_sent_before_the_refusal_does_not_end_the_pause()
    {
        using var handler = new HeldHandler();
        using var api = new GatewayHarness(handler);
        var security = api.Gateway.GetSecurityAsync(GatewayHarness.Mint, api.Scope, TestContext.Current.CancellationToken).AsTask();
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        var overview = api.Gateway.GetOverviewAsync(GatewayHarness.Mint, api.Scope, TestContext.Current.CancellationToken).AsTask();
        Assert.Equal(2, handler.Held.Count);
        handler.Held["/defi/token_security"].SetResult(StubHandler.Error(401, "Unauthorized"));
        Assert.Equal(SourceFailureKind.Unauthorized, (await security).Failure!.Kind);
        handler.Held["/defi/token_overview"].SetResult(StubHandler.Json(Data));
        Assert.Equal(ReadingKind.Value, (await overview).Kind);

        api.NewScope();
        Assert.Equal(SourceFailureKind.Unauthorized, (await api.TrendingAsync()).Failure!.Kind);
        Assert.Equal(2, handler.Held.Count);
    }

    [Fact]
    public void An_answer_to_a_request_that_was_sent_before_the_refusal_is_none_between_two_refusals()
    {
        var clock = new FakeTimeProvider();
        var refusals = new PlanRefusals(clock);
        var account = Account.Of(new BirdeyeOptions());
        var failure = new SourceFailure(SourceFailureKind.PlanRefused, BirdeyeEndpoint.Trades, 401, SuspensionText);
        var sent = refusals.Count;
        Assert.Equal(SourceFailureKind.AccountRefused, refusals.Learn(account, failure, "").Kind);
        refusals.Forget(account, BirdeyeEndpoint.Overview, "", sent);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(SourceFailureKind.AccountRefused, refusals.Learn(account, failure, "").Kind);

        refusals.Forget(account, BirdeyeEndpoint.Overview, "", refusals.Count);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(SourceFailureKind.PlanRefused, refusals.Learn(account, failure, "").Kind);
    }

    [Fact]
    public async Task A_plan_that_refuses_again_after_it_was_restored_is_logged_again()
    {
        using var api = Api();
        for (var time = 1; time <= 2; time++)
        {
            _refusing["/defi/txs/token"] = () => StubHandler.Error(401, "Your API key lacks sufficient permissions to access this resource.");
            for (var minute = 0; minute < 100; minute++)
            {
                await api.TrendingAsync();
                await api.TradesAsync();
                api.Clock.Advance(TimeSpan.FromMinutes(1));
            }

            Assert.Equal(time, api.Logger.Collector.GetSnapshot().Count(static record => record.Id.Id == 1202));
            _refusing.Clear();
            api.Clock.Advance(TimeSpan.FromDays(1));
            Assert.Equal(ReadingKind.Value, (await api.TradesAsync()).Kind);
        }
    }

    [Theory]
    [InlineData("/defi/txs/token", 401, SuspensionText, true)]
    [InlineData("/defi/txs/token", 403, "forbidden", true)]
    [InlineData("/defi/txs/token", 401, "Your account is suspended", false)]
    [InlineData("/defi/token_security", 401, SuspensionText, false)]
    [InlineData("/defi/token_trending", 401, SuspensionText, false)]
    public async Task A_first_refusal_that_may_be_one_of_the_plan_leaves_the_inputs_unknown(string path, int status, string text, bool mayBe)
    {
        using var api = Api();
        _refusing[path] = () => StubHandler.Error(status, text);
        var failure = path switch
        {
            "/defi/txs/token" => (await api.TradesAsync()).Failure!,
            "/defi/token_security" => (await api.SecurityAsync()).Failure!,
            _ => (await api.TrendingAsync()).Failure!,
        };
        Assert.Equal((SourceFailureKind.AccountRefused, mayBe), (failure.Kind, failure.MayBeOfPlan));

        // When another endpoint refuses too, with no answer in between, it is the account.
        _refusing["/defi/token_overview"] = () => StubHandler.Error(status, text);
        Assert.False((await api.OverviewAsync()).Failure!.MayBeOfPlan);
        Assert.False(path == "/defi/txs/token" && (await api.TradesAsync()).Failure!.MayBeOfPlan);
    }

    [Fact]
    public async Task A_text_of_the_plan_alone_is_one_of_the_account_for_the_list_and_for_what_answered_before()
    {
        using var api = Api();
        await api.TrendingAsync();
        await api.TradesAsync();
        foreach (var path in new[] { "/defi/token_trending", "/defi/txs/token" })
        {
            _refusing[path] = () => StubHandler.Error(401, PlanText);
            for (var refusal = 0; refusal < 5; refusal++)
            {
                var failure = path == "/defi/txs/token" ? (await api.TradesAsync()).Failure! : (await api.TrendingAsync()).Failure!;
                Assert.Equal(SourceFailureKind.AccountRefused, failure.Kind);
                Assert.Equal(ReadingKind.Value, (await api.SecurityAsync()).Kind);
                api.Clock.Advance(TimeSpan.FromMinutes(5));
            }

            _refusing.Clear();
        }

        Assert.Empty(api.Gateway.RefusedEndpoints);
    }

    [Fact]
    public async Task The_list_is_one_of_the_account_although_it_never_answered()
    {
        using var api = Api();
        _refusing["/defi/token_trending"] = () => StubHandler.Error(401, PlanText);
        Assert.Equal(SourceFailureKind.AccountRefused, (await api.TrendingAsync()).Failure!.Kind);
    }

    [Fact]
    public async Task Several_that_refuse_with_a_text_of_the_plan_alone_speak_of_the_account_until_another_answers()
    {
        using var api = Api();
        _refusing["/defi/token_overview"] = _refusing["/defi/txs/token"] = () => StubHandler.Error(401, PlanText);
        Assert.Equal(SourceFailureKind.PlanRefused, (await api.OverviewAsync()).Failure!.Kind);
        Assert.Equal(SourceFailureKind.AccountRefused, (await api.TradesAsync()).Failure!.Kind);
        Assert.Equal(SourceFailureKind.AccountRefused, (await api.OverviewAsync()).Failure!.Kind);
        Assert.Empty(api.Gateway.RefusedEndpoints);
    }

    [Fact]
    public void An_earlier_request_of_the_same_call_that_is_answered_later_leaves_its_refusal()
    {
        var refusals = new PlanRefusals(new FakeTimeProvider());
        var account = Account.Of(new BirdeyeOptions());
        var sent = refusals.Count;
        refusals.Learn(account, new SourceFailure(SourceFailureKind.PlanRefused, BirdeyeEndpoint.Trades, 401, PlanText), "");
        refusals.Forget(account, BirdeyeEndpoint.Trades, "", sent);
        Assert.True(refusals.TryGet(account, BirdeyeEndpoint.Trades, "", out _));
        refusals.Forget(account, BirdeyeEndpoint.Trades, "", refusals.Count);
        Assert.False(refusals.TryGet(account, BirdeyeEndpoint.Trades, "", out _));
    }

    private GatewayHarness Api() => new((request, _) =>
        _refusing.TryGetValue(request.RequestUri!.AbsolutePath, out var refuse) ? refuse() : StubHandler.Json(Data));

    private sealed class HeldHandler : HttpMessageHandler
    {
        public ConcurrentDictionary<string, TaskCompletionSource<HttpResponseMessage>> Held { get; } = new(StringComparer.Ordinal);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var held = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
            return Held.Count < 2 && Held.TryAdd(request.RequestUri!.AbsolutePath, held)
                ? held.Task
                : Task.FromResult(StubHandler.Json(Data));
        }
    }
}
