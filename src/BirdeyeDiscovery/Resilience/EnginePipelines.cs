using Polly;
using Polly.CircuitBreaker;

namespace BirdeyeDiscovery;

/// <summary>The resilience pipelines of one engine: the defaults with what the host changed. Nothing else builds pipelines.</summary>
internal sealed class EnginePipelines
{
    private readonly string _engine;
    private readonly IReadOnlyList<PipelineChange> _changes;

    /// <summary>Builds all pipelines, so that a wrong option of the host fails at start.</summary>
    /// <param name="engine">The engine's name.</param>
    /// <param name="clock">The clock of waits between calls to the API.</param>
    /// <param name="storeTime">The clock of waits for the store.</param>
    /// <param name="changes">What the host changed, in its order.</param>
    public EnginePipelines(string engine, TimeProvider clock, TimeProvider storeTime, IEnumerable<PipelineChange> changes)
    {
        _engine = engine;
        _changes = [.. changes];
        BirdeyeCalls = Build(BirdeyeDiscoveryPipelines.BirdeyeCalls, clock, ApiDefaults.AddRetry, ApiDefaults.AddAdmission);

        // The deadline of an attempt is for sockets and servers, which do not know about a simulated clock.
        BirdeyeRequests = Build(BirdeyeDiscoveryPipelines.BirdeyeRequests, TimeProvider.System, ApiDefaults.AddTimeout);
        StoreCalls = new StoreRetry(Build(BirdeyeDiscoveryPipelines.StoreCalls, storeTime, StoreDefaults.AddRetry), storeTime);
        StoreFollowers = new StoreFollowers(Build(BirdeyeDiscoveryPipelines.StoreFollowers, storeTime, StoreDefaults.AddEndlessRetry));
    }

    /// <summary>Gets the pipelines of a host that changed none, in real time.</summary>
    public static EnginePipelines Default { get; } = Unchanged(TimeProvider.System, TimeProvider.System);

    public ResiliencePipeline BirdeyeCalls { get; }

    public ResiliencePipeline BirdeyeRequests { get; }

    public StoreRetry StoreCalls { get; }

    public StoreFollowers StoreFollowers { get; }

    /// <summary>Gets the pipelines of a host that changed none.</summary>
    public static EnginePipelines Unchanged(TimeProvider clock, TimeProvider storeTime) => new(string.Empty, clock, storeTime, []);

    /// <summary>Builds the pipeline of one connection to Redis; the state of its breaker is that connection's own.</summary>
    public ResiliencePipeline BuildRedisCalls(CircuitBreakerManualControl control, CircuitBreakerStateProvider state) => Build(
        BirdeyeDiscoveryPipelines.RedisCalls,
        TimeProvider.System,
        RedisDefaults.AddTimeout,
        before: builder => RedisDefaults.AddBreaker(builder, control, state));

    // The host's strategies are inside the defaults, next to the call. What must hold whatever a host does comes before or after them.
    private ResiliencePipeline Build(
        string name,
        TimeProvider time,
        Action<ResiliencePipelineBuilder> defaults,
        Action<ResiliencePipelineBuilder>? after = null,
        Action<ResiliencePipelineBuilder>? before = null)
    {
        var builder = new ResiliencePipelineBuilder { Name = name, InstanceName = _engine, TimeProvider = time };
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
