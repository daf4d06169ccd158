using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>Brings one question to the API: limiter, attempts, waits between them, and what is learned from the failures.</summary>
/// <remarks>Why this is a loop and no Polly pipeline: docs/decisions/011-retries-are-our-own-loop.md.</remarks>
internal sealed class BirdeyeCaller(
    BirdeyeTransport transport,
    AccountRateLimiters limiters,
    TimeProvider clock,
    ILogger logger,
    Random jitter)
{
    private const int MaxRetries = 2;

    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(0.5);

    private readonly Lock _jitterGate = new();
    private readonly WarningThrottle<(BirdeyeFailureKind, BirdeyeEndpoint)> _throttle = new(clock);

    public PlanRefusals Refusals { get; } = new(clock);

    /// <summary>Asks.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="kind">What kind of question to it, where a plan may refuse one and allow another; else empty.</param>
    /// <param name="pathAndQuery">The question.</param>
    /// <param name="scope">The calls of the cycle.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<Answer> CallAsync(BirdeyeEndpoint endpoint, string kind, string pathAndQuery, CallScope scope, CancellationToken cancellationToken)
    {
        var account = Account.Of(scope.Options);
        if (Refusals.TryGet(account, endpoint, kind, out var refusal))
        {
            return Answer.Failed(refusal, clock.GetUtcNow());
        }

        var limiter = limiters.For(account);
        var waited = TimeSpan.Zero;
        for (var retries = 0; ; retries++)
        {
            var answer = await AttemptAsync(limiter, endpoint, pathAndQuery, scope, cancellationToken).ConfigureAwait(false);
            if (answer.Failure is not { } failure)
            {
                Refusals.Forget(account, endpoint, kind);
                return answer;
            }

            if (failure.Kind == BirdeyeFailureKind.CallsEnded)
            {
                return answer;
            }

            if (failure.Kind == BirdeyeFailureKind.PlanRefused)
            {
                failure = Refusals.Learn(account, failure, kind);
                answer = Answer.Failed(failure, answer.AsOf);
            }

            Learn(limiter, failure, scope);
            if (PlanRetry(failure, retries, waited, scope) is not { } delay)
            {
                if (_throttle.Allows((failure.Kind, endpoint), out var suppressed))
                {
                    BirdeyeLog.CallFailed(logger, failure, suppressed);
                }

                return answer;
            }

            if (failure.Kind == BirdeyeFailureKind.RateLimited)
            {
                // One caller's 429 speaks for the account: the others must not use the wait to draw more of them.
                limiter.Pause(delay);
            }

            BirdeyeLog.Retrying(logger, failure, retries + 1, delay);
            answer.Dispose();
            if (!await WaitAsync(delay, scope, cancellationToken).ConfigureAwait(false))
            {
                return CallsEnded(endpoint, scope.EndedBy!);
            }

            waited += delay;
        }
    }

    private async ValueTask<Answer> AttemptAsync(
        IAccountLimiter limiter,
        BirdeyeEndpoint endpoint,
        string pathAndQuery,
        CallScope scope,
        CancellationToken cancellationToken)
    {
        if (scope.EndedBy is { } ended)
        {
            return CallsEnded(endpoint, ended);
        }

        using var permit = await AcquireAsync(limiter, scope, cancellationToken).ConfigureAwait(false);
        if (permit is null)
        {
            // When the calls ended while this one waited, their reason stays.
            scope.End(new BirdeyeFailure(BirdeyeFailureKind.RateLimited, endpoint, null, "the account is paused at the API's request", limiter.PauseLeft));
        }

        // Waiting for the permit may have taken as long as the cycle.
        if (scope.EndedBy is { } endedMeanwhile)
        {
            return CallsEnded(endpoint, endedMeanwhile);
        }

        permit!.MarkSent();
        scope.CountRequest(endpoint);
        return await transport.SendAsync(endpoint, pathAndQuery, scope.Options, cancellationToken).ConfigureAwait(false);
    }

    // Null when the account is paused for too long, and when the calls ended meanwhile.
    private static async ValueTask<RatePermit?> AcquireAsync(IAccountLimiter limiter, CallScope scope, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, scope.Ended);
        try
        {
            return await limiter.AcquireAsync(RateLimits.Of(scope.Options), scope.MaxWaitPerCall, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Waits before the next attempt; false when the calls ended meanwhile.</summary>
    private async ValueTask<bool> WaitAsync(TimeSpan delay, CallScope scope, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, scope.Ended);
        await Task.Delay(delay, clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return scope.EndedBy is null;
    }

    private void Learn(IAccountLimiter limiter, BirdeyeFailure failure, CallScope scope)
    {
        if (failure.Kind == BirdeyeFailureKind.PlanRefused)
        {
            BirdeyeLog.PlanRefused(logger, failure);
        }

        if (failure.RetryAfter is { } retryAfter)
        {
            limiter.Pause(retryAfter);
        }

        if ((FailureRules.EndsCalls(failure.Kind) || failure.RetryAfter > scope.MaxWaitPerCall) && scope.EndedBy is null)
        {
            scope.End(failure);
            BirdeyeLog.CallsEnded(logger, failure);
        }
    }

    /// <summary>Decides whether to try again and after what time; the answer to one is needed for the other.</summary>
    private TimeSpan? PlanRetry(BirdeyeFailure failure, int retries, TimeSpan waited, CallScope scope)
    {
        if (retries >= MaxRetries || !FailureRules.IsTransient(failure.Kind) || scope.EndedBy is not null)
        {
            return null;
        }

        var delay = failure.RetryAfter ?? Backoff(retries);
        return waited + delay <= scope.MaxWaitPerCall && scope.TryTakeRetry() ? delay : null;
    }

    // Half a second, then one, each times 0.5 to 1.5, so that callers that failed together do not return together.
    private TimeSpan Backoff(int retries)
    {
        lock (_jitterGate)
        {
            return FirstBackoff * (1 << retries) * (0.5 + jitter.NextDouble());
        }
    }

    private Answer CallsEnded(BirdeyeEndpoint endpoint, BirdeyeFailure by) => Answer.Failed(
        new BirdeyeFailure(BirdeyeFailureKind.CallsEnded, endpoint, null, $"not asked: {by.Endpoint} ended the calls with {by.Kind}", by.RetryAfter),
        clock.GetUtcNow());
}
