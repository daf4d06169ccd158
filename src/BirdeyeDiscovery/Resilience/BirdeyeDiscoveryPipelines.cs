namespace BirdeyeDiscovery;

/// <summary>The names of an engine's resilience pipelines, for <c>ConfigureResilience</c> and <c>ReplaceResilience</c>.</summary>
/// <remarks>
/// Each engine has its own five. In Polly's telemetry, the name is <c>pipeline.name</c> and the engine's name is <c>pipeline.instance</c>.
/// </remarks>
public static class BirdeyeDiscoveryPipelines
{
    /// <summary>Wraps each call to the API with all its attempts: at most two retries.</summary>
    public const string BirdeyeCalls = "BirdeyeDiscovery.BirdeyeCalls";

    /// <summary>Wraps each HTTP request to the API: the time-out of one attempt.</summary>
    public const string BirdeyeRequests = "BirdeyeDiscovery.BirdeyeRequests";

    /// <summary>Wraps each call to a store that is safe to repeat: retries after transient failures.</summary>
    public const string StoreCalls = "BirdeyeDiscovery.StoreCalls";

    /// <summary>Wraps each task that follows the store for as long as the host runs: retries without limit.</summary>
    public const string StoreFollowers = "BirdeyeDiscovery.StoreFollowers";

    /// <summary>Wraps each call to Redis: the circuit breaker of the connection and the time-out of the call.</summary>
    public const string RedisCalls = "BirdeyeDiscovery.RedisCalls";

    internal static IReadOnlyList<string> All { get; } = [BirdeyeCalls, BirdeyeRequests, StoreCalls, StoreFollowers, RedisCalls];
}
