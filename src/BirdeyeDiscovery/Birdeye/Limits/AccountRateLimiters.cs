using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BirdeyeDiscovery;

/// <summary>Holds one rate limiter per account: the rates belong to the account, regardless of how many engines of a host use it.</summary>
/// <param name="clock">Drives the limiters.</param>
/// <param name="shared">The place that counts the requests of all hosts; null when this host is the only one.</param>
/// <param name="logger">Receives a message when a host cannot share the limits.</param>
internal sealed class AccountRateLimiters(
    TimeProvider clock, IAccountWindowsSource? shared = null, ILogger<AccountRateLimiters>? logger = null) : IDisposable, IAsyncDisposable
{
    private readonly ConcurrentDictionary<Account, Lazy<IAccountLimiter>> _limiters = new();

    public IAccountLimiter For(Account account) =>
        _limiters.GetOrAdd(account, static (account, all) => new Lazy<IAccountLimiter>(() => all.Create(account)), this).Value;

    public void Dispose()
    {
        foreach (var limiter in Created)
        {
            (limiter as IDisposable)?.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var limiter in Created)
        {
            if (limiter is IAsyncDisposable shared)
            {
                await shared.DisposeAsync().ConfigureAwait(false);
            }
        }

        Dispose();
    }

    private IEnumerable<IAccountLimiter> Created =>
        _limiters.Values.Where(static limiter => limiter.IsValueCreated).Select(static limiter => limiter.Value);

    private IAccountLimiter Create(Account account)
    {
        var local = new AccountRateLimiter(clock);
        if (shared is null)
        {
            return local;
        }

        // The shared limits would count two hosts with the same name as one, so the name is random: a machine or process name may not be
        // unique.
        var host = RandomNumberGenerator.GetHexString(16, lowercase: true);
        return new SharedAccountLimiter(local, shared.For(account, host), host, clock, (ILogger?)logger ?? NullLogger.Instance);
    }
}
