using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>One engine on SQLite and Redis against a local Birdeye. Disposing it and making another on the same file is a restart.</summary>
internal sealed class RedisHost : IAsyncDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly ServiceProvider _services;
    private readonly FakeLogCollector _log = new();
    private readonly MachinePulse _pulse = new();
    private readonly TimeSpan _timeout;
    private bool _hasRun;

    /// <param name="database">The file of the store.</param>
    /// <param name="clock">The clock, which outlives a restart.</param>
    /// <param name="birdeye">Makes the way to the API.</param>
    /// <param name="redis">The configuration of Redis.</param>
    /// <param name="configure">Changes the options.</param>
    /// <param name="build">Adds to the engine.</param>
    /// <param name="timeout">How long a call to Redis may take; none: a second.</param>
    /// <param name="loops">Whether the engine's own loop runs the cycles, once started.</param>
    public RedisHost(
        string database,
        JumpingClock clock,
        Func<HttpMessageHandler> birdeye,
        string redis,
        Action<BirdeyeDiscoveryOptions>? configure = null,
        Action<IBirdeyeDiscoveryBuilder>? build = null,
        TimeSpan? timeout = null,
        bool loops = false)
    {
        Clock = clock;
        _timeout = timeout ?? Timeout;
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock)
            .AddLogging(logging => logging.AddProvider(new FakeLoggerProvider(_log)));
        var builder = services
            .AddBirdeyeDiscovery(options =>
            {
                options.Birdeye.BaseUrl = new Uri("http://127.0.0.1/");
                options.Birdeye.RequestsPerSecond = 1000;
                options.Birdeye.MaxConcurrency = 1;
                options.Birdeye.Enrichment = EnrichmentSource.Overview;
                options.Birdeye.Hosts = 1;
                configure?.Invoke(options);
            })
            .UseSqlite(database)
            .UseRedis(options =>
            {
                options.Configuration = redis;
                options.Timeout = _timeout;
                options.CycleBudget = _timeout;
                options.ProbeInterval = TimeSpan.FromMilliseconds(100);
                options.LocalScores = TimeSpan.Zero;
            })
            .UseHttpHandler(_ => new TamperingHandler(birdeye(), async (_, answer) =>
            {
                Requests++;
                await AtRequest(Requests);
                return answer;
            }));
        if (!loops)
        {
            builder.WithoutHostedService();
        }

        build?.Invoke(builder);
        _services = services.BuildServiceProvider();
    }

    public JumpingClock Clock { get; }

    public IServiceProvider Services => _services;

    public IDiscoveryEngine Engine => _services.GetRequiredService<IDiscoveryEngine>();

    public ITrackedTokenStore Store => _services.GetRequiredService<ITrackedTokenStore>();

    public ICacheLayer Cache => _services.GetRequiredService<ICacheLayer>();

    public RedisConnection Connection => _services.GetRequiredKeyedService<RedisConnection>("");

    public IReadOnlyList<FakeLogRecord> Log => _log.GetSnapshot();

    /// <summary>Gets how many requests were made to the API.</summary>
    public int Requests { get; private set; }

    /// <summary>Gets or sets what happens at each request, by its number.</summary>
    public Func<int, Task> AtRequest { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Gets how many calls of the last cycle went to Redis.</summary>
    public int Calls => Connection.LastBudget!.Calls;

    /// <summary>Moves the clock to when a cycle is due and runs it; it must commit, and wait for Redis for one time-out at most; the first one, for two.</summary>
    public async Task<CycleResult> RunNextAsync()
    {
        if (Engine.LastResult?.NextDue is { } due)
        {
            Clock.AdvanceTo(due);
        }

        var result = await Engine.RunCycleAsync(TestContext.Current.CancellationToken);
        if (result is { Status: CycleStatus.NotDue, NextDue: { } later })
        {
            Clock.AdvanceTo(later);
            result = await Engine.RunCycleAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal((CycleStatus.Ran, CycleOutcome.Complete), (result.Status, result.Snapshot?.Outcome));
        Assert.NotEqual(0, result.Snapshot!.Id);

        // The first cycle may wait for one time-out more. The rest is what a busy machine takes to go on.
        var late = 4 * _pulse.LongestWithin(TimeSpan.FromSeconds(30));
        Assert.InRange(Connection.LastBudget!.Waited, TimeSpan.Zero, (_timeout * (_hasRun ? 1.4 : 2.4)) + late);
        _hasRun = true;
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await _pulse.DisposeAsync();
        await _services.DisposeAsync();
    }
}
