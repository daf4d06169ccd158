using System.Collections.Concurrent;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Simmy;
using Polly.Simmy.Latency;
using Polly.Telemetry;

namespace BirdeyeDiscovery.Tests;

/// <summary>What a host may change around calls to the API, and what holds whatever it changes.</summary>
public sealed class BirdeyePipelineTests
{
    private const string Good = """{"success":true,"data":{"totalSupply":1}}""";

    [Fact]
    public async Task A_host_s_own_retry_replaces_the_default_one()
    {
        var times = new List<DateTimeOffset>();
        GatewayHarness? api = null;
        using var harness = api = new GatewayHarness(
            (_, _) =>
            {
                times.Add(api!.Clock.GetUtcNow());
                return StubHandler.Error(500, "");
            },
            Replace(BirdeyeDiscoveryPipelines.BirdeyeCalls, Retry(4)));

        Assert.Equal(SourceFailureKind.Server, (await api.SecurityAsync()).Failure!.Kind);

        Assert.Equal(5, times.Count);
        Assert.Equal(4, api.Scope.Retries);
        Assert.All(times.Zip(times.Skip(1)), static pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, 3, 3.5));
    }

    [Fact]
    public async Task A_host_s_own_retry_keeps_to_the_budget_of_the_cycle()
    {
        using var api = new GatewayHarness(static (_, _) => StubHandler.Error(500, ""), Replace(BirdeyeDiscoveryPipelines.BirdeyeCalls, Retry(9)));

        Assert.Equal(SourceFailureKind.Server, (await api.SecurityAsync()).Failure!.Kind);

        Assert.Equal((6, 6, 5), (api.Handler!.Requests.Count, api.Scope.Calls, api.Scope.Retries));
    }

    [Fact]
    public async Task A_host_s_own_retry_passes_the_limits_of_the_account()
    {
        var times = new List<DateTimeOffset>();
        GatewayHarness? api = null;
        using var harness = api = new GatewayHarness(
            (_, _) =>
            {
                times.Add(api!.Clock.GetUtcNow());
                return StubHandler.Error(500, "");
            },
            Replace(BirdeyeDiscoveryPipelines.BirdeyeCalls, Retry(1)));
        api.Options.RequestsPerSecond = 0.2m;

        await api.SecurityAsync();

        Assert.True(times[1] - times[0] >= TimeSpan.FromSeconds(5), $"{times[1] - times[0]}");
    }

    [Fact]
    public async Task Without_any_strategy_a_wait_that_the_api_names_still_pauses_the_account_and_ends_the_calls()
    {
        using var api = new GatewayHarness(static (_, _) => TooMany("60"), Replace(BirdeyeDiscoveryPipelines.BirdeyeCalls, static _ => { }));

        Assert.Equal(SourceFailureKind.RateLimited, (await api.SecurityAsync()).Failure!.Kind);
        Assert.Equal(SourceFailureKind.CallsEnded, (await api.SecurityAsync(GatewayHarness.Sol)).Failure!.Kind);

        Assert.Equal(SourceFailureKind.RateLimited, api.Scope.EndedBy!.Kind);
        Assert.InRange(api.Limiter.PauseLeft.TotalSeconds, 59, 60);
        Assert.Single(api.Handler!.Requests);
    }

    [Fact]
    public async Task A_circuit_breaker_of_the_host_is_a_failure_of_the_call_while_it_is_open()
    {
        using var api = new GatewayHarness(
            static (_, _) => StubHandler.Error(400, ""),
            Extend(BirdeyeDiscoveryPipelines.BirdeyeCalls, static builder => builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                MinimumThroughput = 2,
                BreakDuration = TimeSpan.FromMinutes(1),
            })));
        await api.SecurityAsync();
        await api.SecurityAsync();
        Assert.Equal(2, api.Handler!.Requests.Count);

        var failure = (await api.SecurityAsync()).Failure!;

        Assert.Equal((SourceFailureKind.Network, 2), (failure.Kind, api.Handler.Requests.Count));
        Assert.Contains(nameof(BrokenCircuitException), failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_a_host_injects_is_tried_again_like_one_of_the_network()
    {
        var injected = 0;
        using var api = GatewayHarness.Answering(Good, Extend(BirdeyeDiscoveryPipelines.BirdeyeRequests, builder => builder.AddChaosFault(new()
        {
            InjectionRate = 1,
            EnabledGenerator = _ => new(injected < 2),
            FaultGenerator = _ => new(new HttpRequestException($"chaos {++injected}")),
        })));

        Assert.Equal(ReadingKind.Value, (await api.SecurityAsync()).Kind);

        Assert.Equal((2, 1, 2), (injected, api.Handler!.Requests.Count, api.Scope.Retries));
    }

    [Fact]
    public async Task An_attempt_that_the_limiter_refuses_is_an_event_in_the_telemetry_of_polly()
    {
        var listener = new Listener();
        using var api = GatewayHarness.Answering(
            Good,
            Extend(BirdeyeDiscoveryPipelines.BirdeyeCalls, builder => builder.TelemetryListener = listener),
            Extend(BirdeyeDiscoveryPipelines.BirdeyeRequests, builder => builder.TelemetryListener = listener));
        api.Limiter.Pause(TimeSpan.FromMinutes(1));

        Assert.Equal(ReadingKind.Failed, (await api.SecurityAsync()).Kind);

        Assert.Empty(api.Handler!.Requests);
        Assert.Contains(AccountLimiterStrategy.RefusedEvent, listener.Events);
    }

    [Fact]
    public async Task An_injected_429_pauses_the_whole_account_once()
    {
        var injected = 0;
        var limited = new SourceFailure(SourceFailureKind.RateLimited, BirdeyeEndpoint.Security, 429, "chaos", TimeSpan.FromSeconds(4));
        using var api = GatewayHarness.Answering(Good, Extend(BirdeyeDiscoveryPipelines.BirdeyeRequests, builder => builder.AddChaosFault(new()
        {
            InjectionRate = 1,
            EnabledGenerator = _ => new(Interlocked.Increment(ref injected) == 1),
            FaultGenerator = _ => new(new BirdeyeCallException(limited)),
        })));
        var first = api.Gateway.GetSecurityAsync(GatewayHarness.Mint, api.Scope, TestContext.Current.CancellationToken).AsTask();
        await Time.SettleAsync(first);
        var second = api.Gateway.GetSecurityAsync(GatewayHarness.Sol, api.Scope, TestContext.Current.CancellationToken).AsTask();
        await Time.SettleAsync(second);

        Assert.Empty(api.Handler!.Requests);
        Assert.InRange(api.Limiter.PauseLeft.TotalSeconds, 3.5, 4);
        await Time.DriveAsync(api.Clock, Task.WhenAll(first, second));
        Assert.All([await first, await second], static reading => Assert.Equal(ReadingKind.Value, reading.Kind));
        Assert.Equal(1, api.Scope.Retries);
    }

    [Fact]
    public async Task Injected_latency_meets_the_time_out_of_the_attempt()
    {
        using var api = GatewayHarness.Answering(
            Good,
            Extend(BirdeyeDiscoveryPipelines.BirdeyeRequests, static builder => builder.AddChaosLatency(new ChaosLatencyStrategyOptions
            {
                InjectionRate = 1,
                Latency = TimeSpan.FromDays(1),
            })),
            Replace(BirdeyeDiscoveryPipelines.BirdeyeCalls, static _ => { }));
        api.Options.AttemptTimeout = TimeSpan.FromMilliseconds(20);

        var reading = await api.Gateway.GetSecurityAsync(GatewayHarness.Mint, api.Scope, TestContext.Current.CancellationToken);

        Assert.Equal((SourceFailureKind.Timeout, "no complete answer in time"), (reading.Failure!.Kind, reading.Failure.Detail));
        Assert.Empty(api.Handler!.Requests);
    }

    private static PipelineChange Extend(string pipeline, Action<ResiliencePipelineBuilder> configure) =>
        new(pipeline, IsReplacement: false, configure);

    private static PipelineChange Replace(string pipeline, Action<ResiliencePipelineBuilder> configure) =>
        new(pipeline, IsReplacement: true, configure);

    private static Action<ResiliencePipelineBuilder> Retry(int retries) => builder => builder.AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = retries,
        Delay = TimeSpan.FromSeconds(3),
        ShouldHandle = new PredicateBuilder().Handle<BirdeyeCallException>(static failed => failed.Failure.Kind == SourceFailureKind.Server),
    });

    private static HttpResponseMessage TooMany(string wait)
    {
        var response = StubHandler.Error(429, "");
        response.Headers.TryAddWithoutValidation("Retry-After", wait);
        return response;
    }

    private sealed class Listener : TelemetryListener
    {
        public ConcurrentQueue<string> Events { get; } = new();

        public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args) => Events.Enqueue(args.Event.EventName);
    }
}
