using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace BirdeyeDiscovery;

/// <summary>The strategies of the pipelines around calls to the API.</summary>
internal static class ApiDefaults
{
    /// <summary>The largest number of retries of a call in the default pipeline.</summary>
    public const int MaxRetries = 2;

    /// <summary>
    /// Adds the retry to the pipeline. Whether to retry and after what delay is one decision: the first callback makes it, the second
    /// returns its delay.
    /// </summary>
    public static void AddRetry(ResiliencePipelineBuilder builder) => builder.AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = MaxRetries,
        ShouldHandle = static args => new(
            args.Outcome.Exception is { } failure
            && !args.Context.CancellationToken.IsCancellationRequested
            && args.AttemptNumber < MaxRetries
            && ApiCall.Of(args.Context).PlanRetry(failure, args.AttemptNumber)),
        DelayGenerator = static args => new(ApiCall.Of(args.Context).RetryDelay),
        OnRetry = static args =>
        {
            ApiCall.Of(args.Context).OnRetry(args.Outcome.Exception!, args.AttemptNumber + 1, args.RetryDelay);
            return default;
        },
    });

    /// <summary>
    /// Adds the limiter of the account to the pipeline. Every attempt passes it, also an attempt that a host's own retry makes.
    /// </summary>
    public static void AddAdmission(ResiliencePipelineBuilder builder) => builder.AddStrategy(
        static context => new AccountLimiterStrategy(context.Telemetry));

    public static void AddTimeout(ResiliencePipelineBuilder builder) => builder.AddTimeout(new TimeoutStrategyOptions
    {
        TimeoutGenerator = static args => new(ApiCall.Of(args.Context).AttemptTimeout),
    });
}
