using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace BirdeyeDiscovery;

/// <summary>The strategies of the pipeline around calls to Redis.</summary>
internal static class RedisDefaults
{
    /// <summary>Adds the circuit breaker, which its owner opens at the first outage and closes when a probe is answered.</summary>
    /// <remarks>
    /// It never opens by its own count, which needs two failures, and so is never half-open, where a caller's own call would be the trial.
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
