using Polly;
using Polly.CircuitBreaker;

namespace BirdeyeDiscovery;

/// <summary>
/// The resilience pipelines of one engine: the defaults together with the host's changes. No other class builds pipelines.
/// </summary>
internal sealed class EnginePipelines
{
    private readonly IReadOnlyList<PipelineChange> _changes;

    /// <summary>
    /// Initializes a new instance of the <see cref="EnginePipelines"/> class. It builds all pipelines, so that a wrong option of the host
    /// fails at start.
    /// </summary>
    /// <param name="engine">The engine's name.</param>
    /// <param name="clock">The clock of the waits between calls to the API.</param>
    /// <param name="storeTime">The clock of the waits for the store.</param>
    /// <param name="changes">The host's changes, in the order in which it made them.</param>
    public EnginePipelines(string engine, TimeProvider clock, TimeProvider storeTime, IEnumerable<PipelineChange> changes)
    {
        Engine = engine;
        _changes = [.. changes];
        BirdeyeCalls = Build(BirdeyeDiscoveryPipelines.BirdeyeCalls, clock, ApiDefaults.AddRetry, ApiDefaults.AddAdmission);

        // The pipeline's time-out of an attempt applies to sockets and servers, which do not follow a simulated clock.
        BirdeyeRequests = Build(BirdeyeDiscoveryPipelines.BirdeyeRequests, TimeProvider.System, ApiDefaults.AddTimeout);
        StoreCalls = new StoreRetry(Build(BirdeyeDiscoveryPipelines.StoreCalls, storeTime, StoreDefaults.AddRetry), storeTime);
        StoreFollowers = new StoreFollowers(Build(BirdeyeDiscoveryPipelines.StoreFollowers, storeTime, StoreDefaults.AddEndlessRetry));
    }

    /// <summary>Gets the pipelines without changes by a host, in real time.</summary>
    public static EnginePipelines Default { get; } = Unchanged(TimeProvider.System, TimeProvider.System);

    /// <summary>Gets the name of the engine whose calls pass through the pipelines.</summary>
    public string Engine { get; }

    public ResiliencePipeline BirdeyeCalls { get; }

    public ResiliencePipeline BirdeyeRequests { get; }

    public StoreRetry StoreCalls { get; }

    public StoreFollowers StoreFollowers { get; }

    /// <summary>Creates the pipelines without changes by a host.</summary>
    public static EnginePipelines Unchanged(TimeProvider clock, TimeProvider storeTime) => new(string.Empty, clock, storeTime, []);

    /// <summary>Builds the pipeline of one connection to Redis; each connection has its own breaker state.</summary>
    public ResiliencePipeline BuildRedisCalls(CircuitBreakerManualControl control, CircuitBreakerStateProvider state) => Build(
        BirdeyeDiscoveryPipelines.RedisCalls,
        TimeProvider.System,
        RedisDefaults.AddTimeout,
        before: builder => RedisDefaults.AddBreaker(builder, control, state));

    // The host's strategies run inside the pipeline's defaults. The parameter "before" adds strategies outside of the defaults, and "after"
    // strategies inside of the host's, next to the call; both apply whatever the host changes.
    private ResiliencePipeline Build(
        string name,
        TimeProvider time,
        Action<ResiliencePipelineBuilder> defaults,
        Action<ResiliencePipelineBuilder>? after = null,
        Action<ResiliencePipelineBuilder>? before = null)
    {
        var builder = new ResiliencePipelineBuilder { Name = name, InstanceName = Engine, TimeProvider = time };
        before?.Invoke(builder);
        PipelineChange[] changes = [.. _changes.Where(change => change.Pipeline == name)];
        var first = Array.FindLastIndex(changes, static change => change.IsReplacement);
        if (first < 0)
        {
            defaults(builder);
            first = 0;
        }

        foreach (var change in changes.Skip(first))
        {
            change.Configure(builder);
        }

        after?.Invoke(builder);
        return builder.Build();
    }
}
