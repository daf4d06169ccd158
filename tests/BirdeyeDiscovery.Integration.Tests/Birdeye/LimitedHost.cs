using Microsoft.Extensions.Logging.Testing;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>A host with a connection and a limiter of its own, and callers that want to send all the time.</summary>
internal sealed class LimitedHost : IAsyncDisposable
{
    private readonly int _number;
    private readonly RedisConnection _connection;
    private readonly Random _random;

    public LimitedHost(int number, string endpoint, string prefix, TimeProvider? clock = null, SharedLimitTimings? timings = null, TimeSpan? timeout = null)
    {
        _number = number;
        _random = new Random(number + 1);
        clock ??= TimeProvider.System;
        timings ??= Quick;
        var options = new RedisCacheLayerOptions { Configuration = endpoint, Timeout = timeout ?? TimeSpan.FromSeconds(1), ProbeInterval = TimeSpan.FromMilliseconds(200) };
        _connection = new RedisConnection(options, prefix, hosts: null, TimeProvider.System, Logger);
        var name = $"host-{number}";
        Windows = new RedisAccountWindows(_connection, TheAccount, name, timings);
        Limiter = new SharedAccountLimiter(new AccountRateLimiter(clock), Windows, name, clock, Logger, timings);
    }

    /// <summary>As the real ones, but a test has seconds only.</summary>
    public static SharedLimitTimings Quick { get; } = new()
    {
        Beat = TimeSpan.FromMilliseconds(100),
        Lease = TimeSpan.FromMilliseconds(400),
        Grace = TimeSpan.FromMilliseconds(200),
        LongestReply = TimeSpan.FromMilliseconds(200),
        LongestProbe = TimeSpan.FromMilliseconds(200),
    };

    public static Account TheAccount { get; } = new("https://public-api.birdeye.so", "FINGERPRINT");

    public FakeLogger Logger { get; } = new();

    public RedisAccountWindows Windows { get; }

    public SharedAccountLimiter Limiter { get; }

    /// <summary>Sends until cancelled; each request takes its way to the API and back.</summary>
    public Task SendAsync(RateLimits limits, Arrivals arrivals, int callers, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => SendOneByOneAsync(limits, arrivals, cancellationToken), CancellationToken.None)));

    public async ValueTask DisposeAsync()
    {
        await Limiter.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task SendOneByOneAsync(RateLimits limits, Arrivals arrivals, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                using var permit = await Limiter.AcquireAsync(limits, TimeSpan.FromDays(1), cancellationToken);
                permit!.MarkSent();
                await TravelAsync();
                arrivals.Add(_number);
                await TravelAsync();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private Task TravelAsync()
    {
        lock (_random)
        {
            return Task.Delay(_random.Next(20));
        }
    }
}
