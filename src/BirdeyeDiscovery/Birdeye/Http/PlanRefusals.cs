namespace BirdeyeDiscovery;

/// <summary>
/// Tracks the refusals of each account by the API, so that a cycle does not send requests that will be refused.
/// <see cref="AccountRefusals"/> has the rules.
/// </summary>
internal sealed class PlanRefusals(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Account, AccountRefusals> _accounts = [];
    private readonly Dictionary<Account, AccountPause> _pauses = [];
    private readonly DateTimeOffset _start = clock.GetUtcNow();
    private readonly long _began = clock.GetTimestamp();
    private long _refusals;

    // Refusals of the API are timed by elapsed time: setting the clock must neither end a pause nor extend it.
    private DateTimeOffset Now => _start + clock.GetElapsedTime(_began);

    /// <summary>
    /// Gets the number of refusals by the API so far. A request that is sent now and answered shows that they are over; one sent before
    /// does not.
    /// </summary>
    public long Count
    {
        get
        {
            lock (_gate)
            {
                return _refusals;
            }
        }
    }

    /// <summary>Gets the endpoints of the API that a plan refuses. The refusals of a suspended account do not count.</summary>
    public IReadOnlyCollection<BirdeyeEndpoint> Endpoints
    {
        get
        {
            lock (_gate)
            {
                return [.. _accounts.Values.SelectMany(static account => account.NotIncluded).Distinct().Order()];
            }
        }
    }

    /// <summary>Gets the remembered refusal of a request to the API, which makes sending it unnecessary.</summary>
    public bool TryGet(Account account, BirdeyeEndpoint endpoint, string kind, out SourceFailure failure)
    {
        lock (_gate)
        {
            return Of(account).TryGet((endpoint, kind), Now, out failure);
        }
    }

    /// <summary>Gets the API failure that pauses an account; null when requests may be sent.</summary>
    public SourceFailure? PausedBy(Account account)
    {
        lock (_gate)
        {
            return _pauses.GetValueOrDefault(account)?.At(Now);
        }
    }

    /// <summary>Pauses the requests to the API of an account whose key is refused or whose compute units are used up.</summary>
    /// <returns>The failure with the time of the next request in its text.</returns>
    public SourceFailure Pause(Account account, SourceFailure failure, TimeSpan interval)
    {
        lock (_gate)
        {
            if (!_pauses.TryGetValue(account, out var pause))
            {
                _pauses[account] = pause = new AccountPause();
            }

            return pause.Refused(failure, Now, clock.GetUtcNow(), ++_refusals, interval);
        }
    }

    /// <summary>Gets whether the pause of an account after a refusal of the API is to be reported now.</summary>
    public bool TakeReport(Account account)
    {
        lock (_gate)
        {
            return _pauses.GetValueOrDefault(account)?.TakeReport(Now) ?? true;
        }
    }

    /// <summary>Records that the API refused a request because of the plan or a suspension.</summary>
    /// <returns>The failure as it is classified: unchanged, or as <see cref="SourceFailureKind.AccountRefused"/>.</returns>
    public SourceFailure Learn(Account account, SourceFailure failure, string kind)
    {
        lock (_gate)
        {
            return Of(account).Learn((Enum.Parse<BirdeyeEndpoint>(failure.Call), kind), failure, Now, ++_refusals);
        }
    }

    /// <summary>Records that the API answered a request, and forgets its refusal and the pause of the account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="kind">The kind of request.</param>
    /// <param name="sent">The number of refusals when the request was sent (<see cref="Count"/>).</param>
    /// <returns>Whether the account had been paused, and that was reported.</returns>
    public bool Forget(Account account, BirdeyeEndpoint endpoint, string kind, long sent)
    {
        lock (_gate)
        {
            Of(account).Answered((endpoint, kind), sent);
            return _pauses.GetValueOrDefault(account)?.Answered(endpoint.ToString(), sent) ?? false;
        }
    }

    private AccountRefusals Of(Account account)
    {
        if (!_accounts.TryGetValue(account, out var refusals))
        {
            _accounts[account] = refusals = new AccountRefusals();
        }

        return refusals;
    }
}
