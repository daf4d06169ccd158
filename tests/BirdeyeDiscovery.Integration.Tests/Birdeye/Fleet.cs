using BirdeyeDiscovery.Servers;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>Hosts of one account that send all the time between start and stop.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly string _state;
    private readonly string _members;
    private Task _sending = Task.CompletedTask;

    /// <param name="count">How many hosts.</param>
    /// <param name="endpoint">Where Redis is.</param>
    /// <param name="prefix">What stands before every key.</param>
    /// <param name="first">Where the first host finds it, if elsewhere.</param>
    /// <param name="timeout">How long they wait for Redis.</param>
    /// <param name="clocks">The clocks of the first hosts, if they differ from the machine's.</param>
    public Fleet(int count, string endpoint, string prefix = "", string? first = null, TimeSpan? timeout = null, params IReadOnlyList<TimeProvider> clocks)
    {
        var keys = RedisAccountWindows.Keys(LimitedHost.TheAccount).ToArray();
        _state = prefix + keys.Single(static key => key.EndsWith(":state", StringComparison.Ordinal));
        _members = prefix + keys.Single(static key => key.EndsWith(":members", StringComparison.Ordinal));
        All = [.. Enumerable.Range(0, count).Select(number =>
            new LimitedHost(number, number == 0 ? first ?? endpoint : endpoint, prefix, number < clocks.Count ? clocks[number] : null, timeout: timeout))];
    }

    public IReadOnlyList<LimitedHost> All { get; }

    public Arrivals Start(RateLimits limits)
    {
        var arrivals = new Arrivals();
        _sending = Task.WhenAll(All.Select(host => host.SendAsync(limits, arrivals, callers: 2, _end.Token)));
        return arrivals;
    }

    public async Task StopAsync()
    {
        await _end.CancelAsync();
        await _sending;
    }

    /// <summary>How many hosts rely on the shared limits and were heard of lately.</summary>
    public async Task<long> MembersAsync(IDatabase admin) =>
        await admin.SortedSetLengthAsync(_members, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - LimitedHost.Quick.Lease.TotalMilliseconds);

    /// <summary>Lets all hosts rely on shared limits that exist for long already.</summary>
    public async Task JoinAsync(IDatabase admin, RateLimits limits)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await admin.HashSetAsync(_state, [new("born", now - 3_600_000), new("last", now), new("sent", 0)]);
        foreach (var host in All)
        {
            // One that has not asked for anything yet is unknown.
            (await host.Limiter.AcquireAsync(limits, TimeSpan.FromDays(1), _end.Token))?.Dispose();
        }

        await AllMembersAsync(admin);
    }

    /// <summary>Waits until all hosts rely on the shared limits.</summary>
    public Task AllMembersAsync(IDatabase admin) =>
        Poll.UntilAsync(async () => await MembersOrNoneAsync(admin) == All.Count, () => "not all hosts became members");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var host in All)
        {
            await host.DisposeAsync();
        }

        _end.Dispose();
    }

    private async Task<long> MembersOrNoneAsync(IDatabase admin)
    {
        try
        {
            return await MembersAsync(admin);
        }
        catch (RedisConnectionException)
        {
            // It is about to come back.
            return 0;
        }
    }
}
