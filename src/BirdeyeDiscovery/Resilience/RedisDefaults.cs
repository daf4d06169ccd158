using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace BirdeyeDiscovery;

/// <summary>The strategies of the pipeline around calls to Redis.</summary>
internal static class RedisDefaults
{
    /// <summary>
    /// Adds the circuit breaker to the pipeline around calls to Redis. Its owner opens it at the first outage and closes it when a probe
    /// succeeds.
    /// </summary>
    /// <remarks>
    /// The breaker never opens by its own count, which needs two failures. It is therefore never half-open, a state in which a caller's own
    /// call would be the trial.
    /// </remarks>
    public static void AddBreaker(
        ResiliencePipelineBuilder builder, CircuitBreakerManualControl control, CircuitBreakerStateProvider state) =>
        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ManualControl = control,
            StateProvider = state,
            ShouldHandle = static _ => new(false),
        });

    public static void AddTimeout(ResiliencePipelineBuilder builder) => builder.AddTimeout(new TimeoutStrategyOptions
    {
        TimeoutGenerator = static args => new(RedisCall.Of(args.Context).Patience),
    });
}
