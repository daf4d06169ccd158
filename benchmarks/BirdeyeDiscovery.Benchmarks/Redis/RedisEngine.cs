using System.Diagnostics;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Benchmarks.Redis;

/// <summary>Runs an engine on SQLite and Redis against a local Birdeye in the same process.</summary>
internal sealed class RedisEngine : IAsyncDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("birdeye-bench-");
    private readonly JumpingClock _clock = new(Start);
    private readonly LocalBirdeye _birdeye;
    private readonly IDatabase _admin;
    private readonly ServiceProvider _services;
    private Action? _atFirstRequest;

    public RedisEngine(string redis, IDatabase admin)
    {
        _admin = admin;
        _birdeye = new LocalBirdeye(
            new LocalBirdeyeOptions
            {
                TimeProvider = _clock,
                Seed = 11,
                Origin = Start,
                Plan = new LocalPlan { RequestsPerSecond = 100_000 }
            });
        _services = new ServiceCollection().AddSingleton<TimeProvider>(_clock)
            .AddBirdeyeDiscovery(static options =>
            {
                options.Birdeye.BaseUrl = new Uri("http://127.0.0.1/");
                options.Birdeye.RequestsPerSecond = 1000;
                options.Birdeye.Hosts = 1;
            })
            .UseSqlite(Path.Combine(_folder.FullName, "bench.db"))
            .UseRedis(options =>
                (options.Configuration, options.Timeout, options.ProbeInterval) = (redis, Timeout, TimeSpan.FromMilliseconds(100)))
            .UseHttpHandler(_ => new First(_birdeye.CreateHandler(), this))
            .WithoutHostedService()
            .Services.BuildServiceProvider();
    }

    public bool IsLeftAlone => _services.GetRequiredKeyedService<RedisConnection>("").IsOpen;

    public async Task<double> TimeCycleAsync(Action atFirstRequest)
    {
        _atFirstRequest = atFirstRequest;
        foreach (var key in _admin.Multiplexer.GetServers()[0].Keys(pattern: "birdeye:*", pageSize: 1000))
        {
            // Almost no real time passes between two cycles here. In production, keys that live for seconds expire before the next cycle.
            await _admin.KeyDeleteAsync(key);
        }

        var began = Stopwatch.GetTimestamp();
        var engine = _services.GetRequiredService<IDiscoveryEngine>();
        if (engine.LastResult?.NextDue is { } due)
        {
            _clock.AdvanceTo(due);
        }

        if ((await engine.RunCycleAsync()).Snapshot is not { Outcome: CycleOutcome.Complete })
        {
            throw new InvalidOperationException("The cycle did not complete.");
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _birdeye.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class First(HttpMessageHandler inner, RedisEngine engine) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Exchange(ref engine._atFirstRequest, null)?.Invoke();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
