using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Timeout;

namespace BirdeyeDiscovery;

/// <summary>Sends requests to the API through two pipelines: one around the call with its retries, one around each request.</summary>
/// <remarks>
/// docs/resilience.md has their names and defaults and how a host changes them; docs/decisions/011 has the reasons for the design.
/// </remarks>
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
    // The requests whose refusal by the plan was logged. Such a request is repeated often, so its refusal is logged once until the request
    // is answered again.
    private readonly ConcurrentDictionary<(Account, BirdeyeEndpoint, string), bool> _refused = new();
    private readonly WarningThrottle<(SourceFailureKind, BirdeyeEndpoint)> _throttle = new(clock);

    public PlanRefusals Refusals { get; } = new(clock);

    /// <summary>Calls an endpoint of the API.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="kind">The kind of request, where a plan may refuse one kind and allow another; otherwise empty.</param>
    /// <param name="tokens">The number of tokens that the request asks for, which its cost depends on.</param>
    /// <param name="pathAndQuery">The path and query of the request.</param>
    /// <param name="scope">The calls of the cycle.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public ValueTask<Answer> CallAsync(
        BirdeyeEndpoint endpoint, string kind, int tokens, string pathAndQuery, CallScope scope, CancellationToken cancellationToken) =>
        DiscoveryActivities.IsListenedTo
            ? CallTracedAsync(endpoint, kind, tokens, pathAndQuery, scope, cancellationToken)
            : CallUntracedAsync(endpoint, kind, tokens, pathAndQuery, scope, cancellationToken);

    // A call to the API without a trace allocates nothing for an activity, because this is a separate method.
    private async ValueTask<Answer> CallTracedAsync(
        BirdeyeEndpoint endpoint, string kind, int tokens, string pathAndQuery, CallScope scope, CancellationToken cancellationToken)
    {
        using var activity = DiscoveryActivities.Start(DiscoveryTelemetry.CallActivity, scope.Telemetry);
        activity?.SetTag(DiscoveryTelemetry.EndpointTag, TelemetryWords.Of(endpoint));
        var answer = await CallUntracedAsync(endpoint, kind, tokens, pathAndQuery, scope, cancellationToken).ConfigureAwait(false);
        activity?.SetTag(DiscoveryTelemetry.ResultTag, SourceFailureWords.Of(answer.Failure));
        if (answer.Failure is { } failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, SourceFailureWords.Of(failure.Kind));
        }

        return answer;
    }

    private async ValueTask<Answer> CallUntracedAsync(
        BirdeyeEndpoint endpoint, string kind, int tokens, string pathAndQuery, CallScope scope, CancellationToken cancellationToken)
    {
        var account = Account.Of(scope.Options);
        if (Refusals.PausedBy(account) is { } paused)
        {
            // The account is paused, so no HTTP request is sent. The first call of a cycle fails with the reason; the later ones fail
            // because the calls have ended.
            var failure = scope.EndedBy is { } ended
                ? BirdeyeCall.CallsEnded(endpoint, ended)
                : paused with { Call = endpoint.ToString() };
            scope.End(paused);
            return Answer.Failed(failure, clock.GetUtcNow());
        }

        if (Refusals.TryGet(account, endpoint, kind, out var refusal))
        {
            return Answer.Failed(refusal, clock.GetUtcNow());
        }

        // The end of the cycle's API calls cancels waits, but not a request in flight.
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, scope.Ended);
        var call = new BirdeyeCall(this, limiters.For(account), account, endpoint, kind, pathAndQuery, scope, cancellationToken)
        {
            Tokens = tokens,
        };
        var context = call.Enter(call.Operation, waiting.Token);
        Outcome<object> outcome;
        try
        {
            outcome = await pipelines.BirdeyeCalls.ExecuteOutcomeAsync(
                static (context, call) => call.Caller.RequestAsync(call, ApiCall.PermitOf(context)), context, call).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        if (outcome.Exception is not { } exception)
        {
            _refused.TryRemove((account, endpoint, kind), out _);
            if (Refusals.Forget(account, endpoint, kind, call.RefusalsBefore))
            {
                BirdeyeLog.Resumed(logger, pipelines.Engine, endpoint);
            }

            scope.Telemetry?.Account.Answered();
            return (Answer)outcome.Result!;
        }

        var last = Conclude(call, exception);
        if (SourceFailureWords.IsOfAccount(last.Kind) || SourceFailureWords.IsOfConnection(last.Kind))
        {
            scope.Telemetry?.Account.Failed(SourceFailureWords.Describe(last), SourceFailureWords.IsOfAccount(last.Kind));
        }

        return Answer.Failed(last, clock.GetUtcNow());
    }

    /// <summary>
    /// Records what a failed request means for later calls of the API: it may pause the account or end the calls of the cycle.
    /// </summary>
    public void Learn(BirdeyeCall call, SourceFailure failure)
    {
        var scope = call.Scope;
        if (failure.Kind == SourceFailureKind.PlanRefused && _refused.TryAdd((call.Account, call.Endpoint, call.Kind), true))
        {
            if (FailureRules.HasSubstitute(call.Endpoint, scope.Options))
            {
                BirdeyeLog.PlanRefusedOptional(logger, pipelines.Engine, failure);
            }
            else
            {
                BirdeyeLog.PlanRefused(logger, pipelines.Engine, failure);
            }
        }

        if (failure.Kind == SourceFailureKind.RateLimited && call.Limiter.NoteRefusal() is { } cautious)
        {
            BirdeyeLog.Cautious(logger, pipelines.Engine, failure.Call, cautious);
        }

        if (failure.RetryAfter is { } retryAfter)
        {
            call.Limiter.Pause(retryAfter);
        }

        if ((FailureRules.EndsCalls(failure.Kind) || failure.RetryAfter > scope.MaxWaitPerCall) && scope.EndedBy is null)
        {
            scope.End(failure);
            if (!FailureRules.EndsCalls(failure.Kind) || Refusals.TakeReport(call.Account))
            {
                BirdeyeLog.CallsEnded(logger, pipelines.Engine, failure, scope.KeyPath);
            }
        }
    }

    public void LogRetry(SourceFailure failure, int retry, TimeSpan delay) =>
        BirdeyeLog.Retrying(logger, pipelines.Engine, failure, retry, delay);

    /// <summary>
    /// Gets the delay before an HTTP request is retried: half a second, then one second, each multiplied by a random factor from 0.5 to
    /// 1.5. Callers that failed together then do not retry together.
    /// </summary>
    public TimeSpan Backoff(int retries)
    {
        lock (_jitterGate)
        {
            return FirstBackoff * (1 << retries) * (0.5 + jitter.NextDouble());
        }
    }

    /// <summary>Converts an exception of the HTTP pipelines into a failure; a host's strategies may throw any exception.</summary>
    public static SourceFailure FailureOf(BirdeyeEndpoint endpoint, Exception exception) => exception switch
    {
        BirdeyeCallException known => known.Failure,
        TimeoutRejectedException or OperationCanceledException =>
            new(SourceFailureKind.Timeout, endpoint, null, "no complete answer in time"),
        _ => new(SourceFailureKind.Network, endpoint, null, BirdeyeTransport.Describe(exception)),
    };

    // Sends one HTTP request, with its time-out and a host's strategies around the transport. A failure becomes a BirdeyeCallException, so
    // that the strategies of the call can handle it.
    private async ValueTask<Outcome<object>> RequestAsync(BirdeyeCall call, IDisposable? permit)
    {
        var context = call.Enter(call.Operation, call.CancellationToken);
        ApiCall.SetPermit(context, permit);
        try
        {
            var outcome = await pipelines.BirdeyeRequests.ExecuteOutcomeAsync(
                static (context, call) => call.Caller.SendAsync(call, ApiCall.PermitOf(context), context.CancellationToken),
                context,
                call).ConfigureAwait(false);
            outcome = outcome.Exception is null or BirdeyeCallException || call.CancellationToken.IsCancellationRequested
                ? outcome
                : Outcome.FromException<object>(new BirdeyeCallException(FailureOf(call.Endpoint, outcome.Exception)));
            if (IsAnswer(outcome))
            {
                call.Scope.NoteAnswer();
            }

            call.Scope.Telemetry?.Requested(call.Endpoint, ResultOf(outcome));
            return outcome;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool IsAnswer(Outcome<object> outcome) => outcome.Exception switch
    {
        null => true,
        BirdeyeCallException failed => !FailureRules.IsWithoutAnswer(failed.Failure.Kind),
        _ => false,
    };

    private static string ResultOf(Outcome<object> outcome) => outcome switch
    {
        { Exception: BirdeyeCallException failed } => SourceFailureWords.Of(failed.Failure.Kind),
        { Exception: not null } => TelemetryWords.Cancelled,
        { Result: Answer { Data.ValueKind: JsonValueKind.Undefined } } => TelemetryWords.Unknown,
        _ => TelemetryWords.Answered,
    };

    private async ValueTask<Outcome<object>> SendAsync(BirdeyeCall call, IDisposable? permit, CancellationToken cancellationToken)
    {
        try
        {
            call.RefusalsBefore = Refusals.Count;
            var answer = await transport.SendAsync(
                call.Endpoint, call.PathAndQuery, call.Scope.Options, permit, cancellationToken).ConfigureAwait(false);
            return answer.Failure is { } failure
                ? Outcome.FromException<object>(new BirdeyeCallException(Judge(call, failure)))
                : Outcome.FromResult<object>(answer);
        }
        catch (OperationCanceledException exception)
        {
            return Outcome.FromException<object>(exception);
        }
    }

    // The API uses the same words for an endpoint that the plan excludes and for a suspended account. Only the other answers of the account
    // distinguish the two.
    private SourceFailure Judge(BirdeyeCall call, SourceFailure failure) => failure.Kind switch
    {
        SourceFailureKind.PlanRefused or SourceFailureKind.AccountRefused => Refusals.Learn(call.Account, failure, call.Kind),
        SourceFailureKind.Unauthorized or SourceFailureKind.CreditsExhausted => Refusals.Pause(call.Account, failure, call.Scope.Interval),
        _ => failure,
    };

    private SourceFailure Conclude(BirdeyeCall call, Exception exception)
    {
        call.CancellationToken.ThrowIfCancellationRequested();
        if (exception is OperationCanceledException && call.Scope.EndedBy is { } ended)
        {
            return BirdeyeCall.CallsEnded(call.Endpoint, ended);
        }

        if (exception is ObjectDisposedException)
        {
            // A part of the HTTP pipelines is disposed, because the host is shutting down; this is not a failure of the API.
            ExceptionDispatchInfo.Throw(exception);
        }

        var failure = FailureOf(call.Endpoint, exception);
        var isReplaced = FailureRules.IsRefusal(failure.Kind) && FailureRules.HasSubstitute(call.Endpoint, call.Scope.Options);
        if (failure.Kind != SourceFailureKind.CallsEnded
            && !isReplaced
            && _throttle.Allows((failure.Kind, call.Endpoint), out var suppressed))
        {
            BirdeyeLog.CallFailed(logger, pipelines.Engine, failure, suppressed);
        }

        return failure;
    }
}
