using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>How much two hosts of one account send together when Redis is gone, by what they knew of each other.</summary>
public sealed class TwoHostsWithoutRedisTests : IDisposable
{
    private const int Seconds = 60;

    private static readonly RateLimits Four = new(4, null);

    private readonly FakeTimeProvider _clock = new();
    private readonly ScriptedWindows _redis = new();
    private readonly SharedAccountLimiter _first;
    private readonly SharedAccountLimiter _second;

    public TwoHostsWithoutRedisTests()
    {
        _first = new SharedAccountLimiter(new AccountRateLimiter(_clock), _redis, "first", _clock, new FakeLogger());
        _second = new SharedAccountLimiter(new AccountRateLimiter(_clock), _redis, "second", _clock, new FakeLogger());
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public async Task Hosts_that_saw_each_other_stay_within_the_limits_and_one_request_each()
    {
        _redis.Answer = static _ => ScriptedWindows.Reply(hosts: 2);
        await SendAsync(Four, 5, _first, _second);
        _redis.Answer = static _ => null;
        Assert.InRange(await SendAsync(Four, Seconds, _first, _second), 1, (4 * Seconds) + 2);
    }

    [Fact]
    public async Task Hosts_that_were_told_of_each_other_stay_within_the_limits_and_one_request_each()
    {
        _redis.Answer = static _ => null;
        Assert.InRange(await SendAsync(Four with { Hosts = 2 }, Seconds, _first, _second), 1, (4 * Seconds) + 2);
    }

    [Fact]
    public async Task The_hosts_of_one_store_stay_within_the_limits_as_only_the_leader_sends()
    {
        _redis.Answer = static _ => null;
        Assert.InRange(await SendAsync(Four, Seconds, _first), 1, (4 * Seconds) + 1);
        Assert.InRange(await SendAsync(Four, Seconds, _second), 1, (4 * Seconds) + 1);
    }

    [Fact]
    public async Task Leaders_of_two_stores_that_know_nothing_of_each_other_send_no_more_than_the_limits_each()
    {
        _redis.Answer = static _ => null;
        Assert.InRange(await SendAsync(Four, Seconds, _first, _second), 1, (8 * Seconds) + 2);
    }

    /// <summary>Lets each host send one request after another for so long; gives how many were sent in all. A busy machine makes it fewer.</summary>
    private async Task<int> SendAsync(RateLimits limits, int seconds, params SharedAccountLimiter[] hosts)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var sent = 0;
        var sending = hosts.Select(SendAsync).ToArray();
        for (var passed = 0; passed < seconds * 50; passed++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(20));
            for (var turn = 0; turn < 20; turn++)
            {
                await Task.Yield();
            }
        }

        await ending.CancelAsync();
        await Task.WhenAll(sending);
        return sent;

        async Task SendAsync(SharedAccountLimiter host)
        {
            try
            {
                while (true)
                {
                    using var permit = (await host.AcquireAsync(limits, TimeSpan.FromDays(1), ending.Token))!;
                    permit.MarkSent();
                    Interlocked.Increment(ref sent);
                    await Task.Yield();
                }
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                // Its time is over.
            }
        }
    }
}
