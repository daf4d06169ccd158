using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Polly;
using Polly.Retry;
using Polly.Telemetry;
using Polly.Testing;
using Polly.Timeout;

namespace BirdeyeDiscovery.Tests;

/// <summary>How a host reaches the pipelines of its engines: by their names, engine by engine.</summary>
public sealed class ResilienceRegistrationTests
{
    [Fact]
    public void The_defaults_are_a_retry_around_calls_a_time_out_around_requests_and_two_retries_around_the_store()
    {
        var pipelines = EnginePipelines.Default;

        var calls = pipelines.BirdeyeCalls.GetPipelineDescriptor().Strategies;
        Assert.Equal(2, Assert.IsType<RetryStrategyOptions>(calls[0].Options).MaxRetryAttempts);
        Assert.IsType<AccountLimiterStrategy>(calls[1].StrategyInstance);
        Assert.IsType<TimeoutStrategyOptions>(Assert.Single(pipelines.BirdeyeRequests.GetPipelineDescriptor().Strategies).Options);
    }

    [Fact]
    public void What_a_host_adds_is_inside_the_defaults_and_a_replacement_leaves_out_what_was_there_before()
    {
        using var services = Host(
            "sol",
            static builder => builder
                .ConfigureResilience(BirdeyeDiscoveryPipelines.BirdeyeRequests, static added => added.AddNamed("first"))
                .ConfigureResilience(BirdeyeDiscoveryPipelines.BirdeyeRequests, static (added, _) => added.AddNamed("second"))
                .ConfigureResilience(BirdeyeDiscoveryPipelines.BirdeyeCalls, static added => added.AddNamed("left out"))
                .ReplaceResilience(BirdeyeDiscoveryPipelines.BirdeyeCalls, static added => added.AddNamed("own")));

        var pipelines = services.GetRequiredKeyedService<EnginePipelines>("sol");

        Assert.Equal(["TimeoutStrategyOptions", "first", "second"], Names(pipelines.BirdeyeRequests));
        Assert.Equal(["own", nameof(AccountLimiterStrategy)], Names(pipelines.BirdeyeCalls));
        Assert.Equal(["TimeoutStrategyOptions"], Names(services.GetRequiredKeyedService<EnginePipelines>("other").BirdeyeRequests));
    }

    [Fact]
    public void A_name_that_no_pipeline_has_is_refused_with_those_that_there_are()
    {
        var refused = Assert.Throws<ArgumentException>(() => Host("", static builder => builder.ConfigureResilience("birdeye", static _ => { })));
        Assert.StartsWith("There is no pipeline 'birdeye'; allowed are BirdeyeDiscovery.BirdeyeCalls, ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_option_of_a_host_s_strategy_fails_when_the_engine_is_made()
    {
        using var services = Host("", static builder => builder.ReplaceResilience(
            BirdeyeDiscoveryPipelines.StoreCalls, static added => added.AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 0 })));
        Assert.ThrowsAny<System.ComponentModel.DataAnnotations.ValidationException>(() => services.GetRequiredKeyedService<IBirdeyeGateway>(""));
    }

    [Fact]
    public async Task A_listener_of_the_host_hears_of_retries_and_attempts_by_pipeline_and_engine()
    {
        var heard = new Listener();
        using var api = new GatewayHarness(
            static (_, number) => number == 1 ? StubHandler.Error(500, "") : StubHandler.Json("""{"success":true,"data":{"totalSupply":1}}"""),
            new PipelineChange(BirdeyeDiscoveryPipelines.BirdeyeCalls, IsReplacement: false, builder => builder.TelemetryListener = heard));

        await api.SecurityAsync();

        var retry = Assert.Single(heard.Events, static heard => heard.Event == "OnRetry");
        Assert.Equal((BirdeyeDiscoveryPipelines.BirdeyeCalls, "bot", "Security"), (retry.Pipeline, retry.Engine, retry.Operation));
        Assert.Equal(2, heard.Events.Count(static heard => heard.Event == "ExecutionAttempt"));
    }

    [Fact]
    public async Task The_telemetry_of_Polly_Extensions_writes_to_the_host_s_log()
    {
        using var log = new FakeLoggerProvider();
        using var services = Host(
            "sol",
            static builder => builder.ConfigureResilience(
                BirdeyeDiscoveryPipelines.StoreCalls,
                static (added, provider) => added.ConfigureTelemetry(provider.GetRequiredService<ILoggerFactory>())),
            log);
        var failures = 0;

        await services.GetRequiredKeyedService<EnginePipelines>("sol").StoreCalls.RunAsync(
            new StoreCall("record a trade", 2),
            0,
            (_, _) => ++failures == 1 ? throw new DiscoveryStoreException("lost") { IsTransient = true } : new ValueTask<int>(1),
            TestContext.Current.CancellationToken);

        var record = Assert.Single(log.Collector.GetSnapshot(), static record => record.Message.Contains("OnRetry", StringComparison.Ordinal));
        Assert.Contains("BirdeyeDiscovery.StoreCalls/sol", record.Message, StringComparison.Ordinal);
        Assert.Contains("record a trade", record.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(ResiliencePipeline pipeline) => pipeline.GetPipelineDescriptor().Strategies
        .Select(static strategy => strategy.Options?.Name is { } name && strategy.StrategyInstance is Gate
            ? name
            : strategy.StrategyInstance is AccountLimiterStrategy ? nameof(AccountLimiterStrategy) : strategy.Options!.GetType().Name);

    private static ServiceProvider Host(string name, Action<IBirdeyeDiscoveryBuilder> build, ILoggerProvider? log = null)
    {
        var services = new ServiceCollection();
        if (log is not null)
        {
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        }

        build(services.AddBirdeyeDiscovery(name, static (BirdeyeDiscoveryOptions _) => { }));
        services.AddBirdeyeDiscovery("other", static (BirdeyeDiscoveryOptions _) => { });
        return services.BuildServiceProvider();
    }

    internal sealed class Gate : ResilienceStrategy
    {
        protected override ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
            Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state) => callback(context, state);
    }

    private sealed class Listener : TelemetryListener
    {
        public ConcurrentQueue<(string Event, string? Pipeline, string? Engine, string? Operation)> Events { get; } = new();

        public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args) =>
            Events.Enqueue((args.Event.EventName, args.Source.PipelineName, args.Source.PipelineInstanceName, args.Context.OperationKey));
    }
}
