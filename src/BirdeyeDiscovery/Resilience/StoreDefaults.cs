using Polly;
using Polly.Retry;

namespace BirdeyeDiscovery;

/// <summary>The strategies of the pipelines around the store.</summary>
internal static class StoreDefaults
{
    private static readonly TimeSpan FirstFollowerDelay = TimeSpan.FromSeconds(.25);
    private static readonly TimeSpan LongestFollowerDelay = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Adds the retry to the store's pipeline: delays that double from about 0.3 to 8 seconds, with jitter so that hosts do not retry at
    /// the same time.
    /// </summary>
    public static void AddRetry(ResiliencePipelineBuilder builder) => builder.AddRetry(new RetryStrategyOptions
    {
        // Polly's own limit is off, because each StoreCall limits its attempts; the longest call takes about a minute.
        MaxRetryAttempts = int.MaxValue,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = TimeSpan.FromSeconds(.3),
        MaxDelay = TimeSpan.FromSeconds(8),
        ShouldHandle = static args => new(StoreCall.Of(args.Context)?.MayRepeat(args.Outcome.Exception) == true),
    });

    /// <summary>
    /// Adds the retry without limit to the pipeline: delays of 1/4, 1/2, 1 and so on up to 30 seconds, which restart after each success.
    /// </summary>
    public static void AddEndlessRetry(ResiliencePipelineBuilder builder) => builder.AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = int.MaxValue,
        ShouldHandle = static args => new(
            args.Outcome.Exception is { } failure
            && !args.Context.CancellationToken.IsCancellationRequested
            && Follower.Of(args.Context)?.GoesOnAfter(failure) == true),

        // The delay of the endless retry depends on the failures since the last success. Polly's attempt number counts a whole execution,
        // and here an execution lasts as long as the host runs.
        DelayGenerator = static args => new(FollowerDelay(Follower.Of(args.Context)?.Failures ?? 1)),
    });

    internal static TimeSpan FollowerDelay(int failures)
    {
        var delay = FirstFollowerDelay * (1 << Math.Clamp(failures - 1, 0, 7));
        return delay < LongestFollowerDelay ? delay : LongestFollowerDelay;
    }
}
