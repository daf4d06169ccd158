using System.Collections.Concurrent;

namespace BirdeyeDiscovery;

/// <summary>One limiter per account: the rates belong to the account, however many engines of a host use it.</summary>
internal sealed class AccountRateLimiters(TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<Account, Lazy<AccountRateLimiter>> _limiters = new();

    public AccountRateLimiter For(Account account) =>
        _limiters.GetOrAdd(account, static (_, clock) => new Lazy<AccountRateLimiter>(() => new AccountRateLimiter(clock)), clock).Value;

    public void Dispose()
    {
        foreach (var limiter in _limiters.Values)
        {
            if (limiter.IsValueCreated)
            {
                limiter.Value.Dispose();
            }
        }
    }
}
