using Polly;
using Polly.Retry;

namespace BirdeyeDiscovery;

/// <summary>The strategies of the pipelines around the store.</summary>
internal static class StoreDefaults
{
    private static readonly TimeSpan FirstFollowerDelay = TimeSpan.FromSeconds(.25);
    private static readonly TimeSpan LongestFollowerDelay = TimeSpan.FromSeconds(30);

    /// <summary>Adds the retry: waits that double from about 0.3 to 8 seconds, spread so that hosts do not come back in step.</summary>
    public static void AddRetry(ResiliencePipelineBuilder builder) => builder.AddRetry(new RetryStrategyOptions
    {
        // The bound is the call's; the longest takes about a minute.
        MaxRetryAttempts = int.MaxValue,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = TimeSpan.FromSeconds(.3),
        MaxDelay = TimeSpan.FromSeconds(8),
        ShouldHandle = static args => new(StoreCall.Of(args.Context)?.MayRepeat(args.Outcome.Exception) == true),
    });

    /// <summary>Adds the retry without an end: 1/4, 1/2, 1 and on to 30 seconds, from the beginning after each success.</summary>
    public static void AddEndlessRetry(ResiliencePipelineBuilder builder) => builder.AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = int.MaxValue,
        ShouldHandle = static args => new(
            args.Outcome.Exception is { } failure
            && !args.Context.CancellationToken.IsCancellationRequested
            && Follower.Of(args.Context)?.GoesOnAfter(failure) == true),

        // Polly counts the attempts of a whole execution, which is as long as the host runs here.
        DelayGenerator = static args => new(FollowerDelay(Follower.Of(args.Context)?.Failures ?? 1)),
    });

    internal static TimeSpan FollowerDelay(int failures)
    {
        var delay = FirstFollowerDelay * (1 << Math.Clamp(failures - 1, 0, 7));
        return delay < LongestFollowerDelay ? delay : LongestFollowerDelay;
    }
}
