using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Timeout;

namespace BirdeyeDiscovery;

/// <summary>Brings one question to the API through two pipelines: one around the call with its retries, one around each request.</summary>
/// <remarks>Names, defaults and how a host changes them: docs/resilience.md. Why they are built this way: docs/decisions/011.</remarks>
internal sealed class BirdeyeCaller(
    BirdeyeTransport transport,
    AccountRateLimiters limiters,
    TimeProvider clock,
    ILogger logger,
    Random jitter,
    EnginePipelines pipelines)
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(0.5);

    private readonly Lock _jitterGate = new();
    private readonly WarningThrottle<(SourceFailureKind, BirdeyeEndpoint)> _throttle = new(clock);

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

        // Waits end with the calls of the cycle; a request that is under way does not.
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, scope.Ended);
        var call = new BirdeyeCall(this, limiters.For(account), account, endpoint, kind, pathAndQuery, scope, cancellationToken);
        var context = call.Enter(call.Operation, waiting.Token);
        Outcome<object> outcome;
        try
        {
            outcome = await pipelines.BirdeyeCalls.ExecuteOutcomeAsync(
                static (_, call) => call.Caller.RequestAsync(call), context, call).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        if (outcome.Exception is not { } exception)
        {
            Refusals.Forget(account, endpoint, kind);
            return (Answer)outcome.Result!;
        }

        return Answer.Failed(Conclude(call, exception), clock.GetUtcNow());
    }

    /// <summary>Draws the conclusions for other calls from a request that failed.</summary>
    public void Learn(BirdeyeCall call, SourceFailure failure)
    {
        var scope = call.Scope;
        if (failure.Kind == SourceFailureKind.PlanRefused)
        {
            BirdeyeLog.PlanRefused(logger, failure);
        }

        if (failure.RetryAfter is { } retryAfter)
        {
            call.Limiter.Pause(retryAfter);
        }

        if ((FailureRules.EndsCalls(failure.Kind) || failure.RetryAfter > scope.MaxWaitPerCall) && scope.EndedBy is null)
        {
            scope.End(failure);
            BirdeyeLog.CallsEnded(logger, failure);
        }
    }

    public void LogRetry(SourceFailure failure, int retry, TimeSpan delay) => BirdeyeLog.Retrying(logger, failure, retry, delay);

    /// <summary>Gets half a second, then one, each times 0.5 to 1.5, so that callers that failed together do not return together.</summary>
    public TimeSpan Backoff(int retries)
    {
        lock (_jitterGate)
        {
            return FirstBackoff * (1 << retries) * (0.5 + jitter.NextDouble());
        }
    }

    /// <summary>Gives an exception of the pipelines the kind of failure that it is; a host's strategies may throw anything.</summary>
    public static SourceFailure FailureOf(BirdeyeEndpoint endpoint, Exception exception) => exception switch
    {
        BirdeyeCallException known => known.Failure,
        TimeoutRejectedException or OperationCanceledException =>
            new(SourceFailureKind.Timeout, endpoint, null, "no complete answer in time"),
        _ => new(SourceFailureKind.Network, endpoint, null, BirdeyeTransport.Describe(exception)),
    };

    // One request: its deadline and a host's strategies around the transport.
    // Failures leave as BirdeyeCallException, for the strategies of the call to see.
    private async ValueTask<Outcome<object>> RequestAsync(BirdeyeCall call)
    {
        var context = call.Enter(call.Operation, call.CancellationToken);
        try
        {
            var outcome = await pipelines.BirdeyeRequests.ExecuteOutcomeAsync(
                static (context, call) => call.Caller.SendAsync(call, context.CancellationToken), context, call).ConfigureAwait(false);
            return outcome.Exception is null or BirdeyeCallException || call.CancellationToken.IsCancellationRequested
                ? outcome
                : Outcome.FromException<object>(new BirdeyeCallException(FailureOf(call.Endpoint, outcome.Exception)));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<Outcome<object>> SendAsync(BirdeyeCall call, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await transport.SendAsync(
                call.Endpoint, call.PathAndQuery, call.Scope.Options, cancellationToken).ConfigureAwait(false);
            return answer.Failure is { } failure
                ? Outcome.FromException<object>(new BirdeyeCallException(Judge(call, failure)))
                : Outcome.FromResult<object>(answer);
        }
        catch (OperationCanceledException exception)
        {
            return Outcome.FromException<object>(exception);
        }
    }

    // Only what else was answered tells a plan from a suspended account.
    private SourceFailure Judge(BirdeyeCall call, SourceFailure failure) =>
        failure.Kind == SourceFailureKind.PlanRefused ? Refusals.Learn(call.Account, failure, call.Kind) : failure;

    private SourceFailure Conclude(BirdeyeCall call, Exception exception)
    {
        call.CancellationToken.ThrowIfCancellationRequested();
        if (exception is OperationCanceledException && call.Scope.EndedBy is { } ended)
        {
            return BirdeyeCall.CallsEnded(call.Endpoint, ended);
        }

        if (exception is ObjectDisposedException)
        {
            // The host is ending; this is no failure of the API.
            ExceptionDispatchInfo.Throw(exception);
        }

        var failure = FailureOf(call.Endpoint, exception);
        if (failure.Kind != SourceFailureKind.CallsEnded && _throttle.Allows((failure.Kind, call.Endpoint), out var suppressed))
        {
            BirdeyeLog.CallFailed(logger, failure, suppressed);
        }

        return failure;
    }
}
