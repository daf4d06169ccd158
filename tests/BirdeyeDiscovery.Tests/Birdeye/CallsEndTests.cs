namespace BirdeyeDiscovery.Tests;

/// <summary>When a cycle's calls end, none of them goes on waiting.</summary>
public sealed class CallsEndTests
{
    private static readonly SourceFailure TimeOut = Budget.Timeout(TimeSpan.FromMinutes(10));

    [Fact]
    public async Task A_call_that_waits_for_its_turn_gives_up()
    {
        using var api = GatewayHarness.AnsweringData("""{"totalSupply":1}""");
        api.Options.RequestsPerSecond = .01m;
        await api.SecurityAsync();
        var waiting = Ask(api);
        await Time.SettleAsync(waiting);
        Assert.False(waiting.IsCompleted);
        api.Scope.End(TimeOut);

        await AssertEndedAsync(waiting);
        Assert.Single(api.Handler!.Requests);
    }

    [Fact]
    public async Task A_call_that_waits_for_its_next_attempt_gives_up()
    {
        using var api = new GatewayHarness(static (_, _) => StubHandler.Error(500, ""));
        var waiting = Ask(api);
        await Time.SettleAsync(waiting);
        Assert.False(waiting.IsCompleted);
        api.Scope.End(TimeOut);

        await AssertEndedAsync(waiting);
        Assert.Single(api.Handler!.Requests);
    }

    [Fact]
    public async Task Cancellation_is_still_thrown()
    {
        using var api = new GatewayHarness(static (_, _) => StubHandler.Error(500, ""));
        using var stop = new CancellationTokenSource();
        var waiting = api.Gateway.GetSecurityAsync(GatewayHarness.Mint, api.Scope, stop.Token).AsTask();
        await Time.SettleAsync(waiting);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    private static Task<Reading<TokenSecurity>> Ask(GatewayHarness api) =>
        api.Gateway.GetSecurityAsync(GatewayHarness.Mint, api.Scope, TestContext.Current.CancellationToken).AsTask();

    private static async Task AssertEndedAsync(Task<Reading<TokenSecurity>> waiting)
    {
        var reading = await waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(SourceFailureKind.CallsEnded, reading.Failure!.Kind);
        Assert.Contains("Timeout", reading.Failure.Detail, StringComparison.Ordinal);
    }
}
