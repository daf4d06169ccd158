namespace BirdeyeDiscovery;

/// <summary>
/// Tracks the refusals of each account, so that a cycle does not send requests that will be refused. <see cref="AccountRefusals"/> has the
/// rules.
/// </summary>
internal sealed class PlanRefusals(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Account, AccountRefusals> _accounts = [];
    private readonly DateTimeOffset _start = clock.GetUtcNow();
    private readonly long _began = clock.GetTimestamp();

    // Uses elapsed time: setting the clock must neither end a pause nor extend it.
    private DateTimeOffset Now => _start + clock.GetElapsedTime(_began);

    /// <summary>Gets the endpoints that a plan does not include. The refusals of a suspended account do not count.</summary>
    public IReadOnlyCollection<BirdeyeEndpoint> Endpoints
    {
        get
        {
            lock (_gate)
            {
                var now = Now;
                return [.. _accounts.Values.SelectMany(account => account.NotIncluded(now)).Distinct().Order()];
            }
        }
    }

    /// <summary>Gets the remembered refusal of a request, which makes sending it unnecessary.</summary>
    public bool TryGet(Account account, BirdeyeEndpoint endpoint, string kind, out SourceFailure failure)
    {
        lock (_gate)
        {
            return Of(account).TryGet((endpoint, kind), Now, out failure);
        }
    }

    /// <summary>Records that a request was refused with <see cref="SourceFailureKind.PlanRefused"/>.</summary>
    /// <returns>The failure as it is classified: unchanged, or as <see cref="SourceFailureKind.AccountRefused"/>.</returns>
    public SourceFailure Learn(Account account, SourceFailure failure, string kind)
    {
        lock (_gate)
        {
            return Of(account).Learn((Enum.Parse<BirdeyeEndpoint>(failure.Call), kind), failure, Now);
        }
    }

    /// <summary>Records that a request was answered, and forgets its refusal.</summary>
    public void Forget(Account account, BirdeyeEndpoint endpoint, string kind)
    {
        lock (_gate)
        {
            Of(account).Answered((endpoint, kind));
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
