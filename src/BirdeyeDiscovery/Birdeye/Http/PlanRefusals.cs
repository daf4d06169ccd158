namespace BirdeyeDiscovery;

/// <summary>
/// What an account is refused, so that it is not asked for in vain in every cycle; see <see cref="AccountRefusals"/> for the rules.
/// </summary>
internal sealed class PlanRefusals(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Account, AccountRefusals> _accounts = [];
    private readonly DateTimeOffset _start = clock.GetUtcNow();
    private readonly long _began = clock.GetTimestamp();

    // By elapsed time: a clock that is set must neither end a pause nor make it longer.
    private DateTimeOffset Now => _start + clock.GetElapsedTime(_began);

    /// <summary>Gets the endpoints that a plan does not include; a suspended account has none.</summary>
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

    /// <summary>Gets the refusal that spares a call.</summary>
    public bool TryGet(Account account, BirdeyeEndpoint endpoint, string kind, out SourceFailure failure)
    {
        lock (_gate)
        {
            return Of(account).TryGet((endpoint, kind), Now, out failure);
        }
    }

    /// <summary>Learns that a question was refused with <see cref="SourceFailureKind.PlanRefused"/>.</summary>
    /// <returns>The failure as it is judged: it stays what it is, or becomes <see cref="SourceFailureKind.AccountRefused"/>.</returns>
    public SourceFailure Learn(Account account, SourceFailure failure, string kind)
    {
        lock (_gate)
        {
            return Of(account).Learn((Enum.Parse<BirdeyeEndpoint>(failure.Call), kind), failure, Now);
        }
    }

    /// <summary>Learns that a question was answered.</summary>
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
