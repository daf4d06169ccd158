namespace BirdeyeDiscovery;

/// <summary>
/// One call to the API as it passes through the HTTP pipelines: the waiting time it has left and the results of its attempts.
/// </summary>
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

    /// <summary>Gets the number of tokens that the call to the API asks for.</summary>
    public int Tokens { get; init; } = 1;

    public CallScope Scope { get; } = scope;

    /// <summary>Gets the cancellation token of the API call's caller, which the end of the cycle's calls does not cancel.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>
    /// Gets or sets the number of refusals by the API that had arrived before the latest HTTP request was sent. An answer to it ends only
    /// these.
    /// </summary>
    public long RefusalsBefore { get; set; }

    /// <summary>Gets the key of the API call in Polly's telemetry.</summary>
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

        // PlanRetry charges the retries of the built-in HTTP pipeline. A host may have replaced its retry; PlanRetry is not called then,
        // and the retry is charged here.
        if (_lastFailure is not null && !_isPaid && !Scope.TryTakeRetry())
        {
            _refusal = _lastFailure;
            return null;
        }

        _isPaid = false;

        if (await PaidPermitAsync(cancellationToken).ConfigureAwait(false) is not { } permit)
        {
            return Refuse(Scope.EndedBy!);
        }

        permit.MarkSent();
        Scope.CountRequest(Endpoint, Tokens);
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

    // The wait before the API call is retried must fit into the remaining time of the call before the retry budget is charged for it.
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
            // A 429 applies to the whole account. The limiter is paused, because requests of other callers during the wait would be
            // rejected too.
            Limiter.Pause(delay);
        }

        Caller.LogRetry(cause, retry, delay);
    }

    // The compute units of a request are paid before the permit to send it is taken, because a permit must not be held during a round trip
    // to the store. If the month ends during the wait for the permit, the charge is cancelled and the request is paid again.
    private async ValueTask<RatePermit?> PaidPermitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var charge = await Scope.ChargeAsync(Endpoint, Tokens, cancellationToken).ConfigureAwait(false);
            RatePermit? permit = null;
            var isPaid = false;
            try
            {
                permit = charge.Failure is null ? await PermitAsync(cancellationToken).ConfigureAwait(false) : null;
                isPaid = permit is not null && charge.IsCurrent;
            }
            finally
            {
                if (!isPaid)
                {
                    charge.Cancel();
                }
            }

            if (isPaid || permit is null)
            {
                return permit;
            }

            permit.Dispose();
        }
    }

    // Returns null, and the request is not sent, if the calls of the cycle have ended. A pause of the account that is too long ends them.
    private async ValueTask<RatePermit?> PermitAsync(CancellationToken cancellationToken)
    {
        var permit = await AcquireAsync(cancellationToken).ConfigureAwait(false);
        if (permit is null)
        {
            // If the calls of the cycle ended during the wait for a permit to send the request, Scope.End keeps their first reason.
            Scope.End(new SourceFailure(
                SourceFailureKind.RateLimited, Endpoint, null, "the account is paused at the API's request", Limiter.PauseLeft));
        }

        // The calls of the cycle may have ended during the wait for the permit to send the request.
        if (Scope.EndedBy is null)
        {
            return permit;
        }

        permit?.Dispose();
        return null;
    }

    // Returns null, and the request is not sent, if the account is paused for too long, or if the calls of the cycle ended during the wait.
    private async ValueTask<RatePermit?> AcquireAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await TakePermitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!CancellationToken.IsCancellationRequested && Scope.EndedBy is not null)
        {
            return null;
        }
    }

    private ValueTask<RatePermit?> TakePermitAsync(CancellationToken cancellationToken) =>
        Scope.Telemetry is { MeasuresLimiter: true } telemetry
            ? TimePermitAsync(telemetry, cancellationToken)
            : AskLimiterAsync(cancellationToken);

    private ValueTask<RatePermit?> AskLimiterAsync(CancellationToken cancellationToken) => Limiter.AcquireAsync(
        RateLimits.Of(Scope.Options) with { StoreId = Scope.StoreId }, Scope.MaxWaitPerCall, cancellationToken);

    private async ValueTask<RatePermit?> TimePermitAsync(EngineTelemetry telemetry, CancellationToken cancellationToken)
    {
        var asked = telemetry.Clock.GetTimestamp();
        var permit = await AskLimiterAsync(cancellationToken).ConfigureAwait(false);
        telemetry.LimiterWaited(Endpoint, telemetry.Clock.GetElapsedTime(asked));
        return permit;
    }

    private IDisposable? Refuse(SourceFailure by)
    {
        _refusal = new BirdeyeCallException(CallsEnded(Endpoint, by));
        return null;
    }
}
