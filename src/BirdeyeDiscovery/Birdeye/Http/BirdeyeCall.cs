namespace BirdeyeDiscovery;

/// <summary>One call to the API on its way through the pipelines: what it may still wait for, and what its attempts brought.</summary>
internal sealed class BirdeyeCall(
    BirdeyeCaller caller,
    IAccountLimiter limiter,
    Account account,
    BirdeyeEndpoint endpoint,
    string kind,
    string pathAndQuery,
    CallScope scope,
    CancellationToken cancellationToken) : ApiCall
{
    private Exception? _refusal;
    private Exception? _lastFailure;
    private TimeSpan _waited;
    private bool _isPaid;

    public BirdeyeCaller Caller { get; } = caller;

    public IAccountLimiter Limiter { get; } = limiter;

    public Account Account { get; } = account;

    public BirdeyeEndpoint Endpoint { get; } = endpoint;

    public string Kind { get; } = kind;

    public string PathAndQuery { get; } = pathAndQuery;

    public CallScope Scope { get; } = scope;

    /// <summary>Gets what cancels the call: its caller, not the end of the cycle's calls.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Gets the operation's key in Polly's telemetry.</summary>
    public string Operation => Endpoint.ToString();

    public override TimeSpan AttemptTimeout => Scope.Options.AttemptTimeout;

    public override Exception Refusal => _refusal!;

    public static SourceFailure CallsEnded(BirdeyeEndpoint endpoint, SourceFailure by) => new(
        SourceFailureKind.CallsEnded, endpoint, null, $"not asked: {by.Call} ended the calls with {by.Kind}", by.RetryAfter);

    public override async ValueTask<IDisposable?> AdmitAsync(CancellationToken cancellationToken)
    {
        if (Scope.EndedBy is { } ended)
        {
            return Refuse(ended);
        }

        // A retry of the default is charged where it is decided; one of a host's own is charged here.
        if (_lastFailure is not null && !_isPaid && !Scope.TryTakeRetry())
        {
            _refusal = _lastFailure;
            return null;
        }

        _isPaid = false;
        var permit = await AcquireAsync(cancellationToken).ConfigureAwait(false);
        if (permit is null)
        {
            // When the calls ended while this one waited, their reason stays.
            Scope.End(new SourceFailure(
                SourceFailureKind.RateLimited, Endpoint, null, "the account is paused at the API's request", Limiter.PauseLeft));
        }

        // Waiting for the permit may have taken as long as the cycle.
        if (Scope.EndedBy is { } endedMeanwhile)
        {
            permit?.Dispose();
            return Refuse(endedMeanwhile);
        }

        permit!.MarkSent();
        Scope.CountRequest(Endpoint);
        return permit;
    }

    public override void Learn(Exception failure)
    {
        if (!CancellationToken.IsCancellationRequested)
        {
            _lastFailure = failure;
            Caller.Learn(this, BirdeyeCaller.FailureOf(Endpoint, failure));
        }
    }

    // The wait must fit into what is left of the call's time before the budget is charged for it.
    public override bool PlanRetry(Exception failure, int retries)
    {
        var cause = BirdeyeCaller.FailureOf(Endpoint, failure);
        if (retries >= ApiDefaults.MaxRetries || !FailureRules.IsTransient(cause.Kind) || Scope.EndedBy is not null)
        {
            return false;
        }

        var delay = cause.RetryAfter ?? Caller.Backoff(retries);
        if (_waited + delay > Scope.MaxWaitPerCall || !Scope.TryTakeRetry())
        {
            return false;
        }

        (RetryDelay, _isPaid) = (delay, true);
        _waited += delay;
        return true;
    }

    public override void OnRetry(Exception failure, int retry, TimeSpan delay)
    {
        var cause = BirdeyeCaller.FailureOf(Endpoint, failure);
        if (cause.Kind == SourceFailureKind.RateLimited)
        {
            // One caller's 429 speaks for the account: the others must not use the wait to draw more of them.
            Limiter.Pause(delay);
        }

        Caller.LogRetry(cause, retry, delay);
    }

    // Null when the account is paused for too long, and when the calls ended meanwhile.
    private async ValueTask<RatePermit?> AcquireAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Limiter.AcquireAsync(RateLimits.Of(Scope.Options), Scope.MaxWaitPerCall, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!CancellationToken.IsCancellationRequested && Scope.EndedBy is not null)
        {
            return null;
        }
    }

    private IDisposable? Refuse(SourceFailure by)
    {
        _refusal = new BirdeyeCallException(CallsEnded(Endpoint, by));
        return null;
    }
}
