using BirdeyeDiscovery.Diagnostics;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>An engine with health checks on a PostgreSQL behind a proxy and on a Redis, against a local Birdeye.</summary>
internal sealed class CheckedHost : IAsyncDisposable
{
    // Long enough that a busy machine does not let the live view become stale.
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(2);

    private readonly ServiceProvider _services;
    private readonly TestDatabase _database;

    private CheckedHost(TestDatabase database, RedisServer redis)
    {
        _database = database;
        Postgres = new TcpProxy(database.Server.Port);
        Birdeye = new LocalBirdeye(
            new LocalBirdeyeOptions { TimeProvider = Clock.Right, Seed = 11, Plan = new LocalPlan { RequestsPerSecond = 100_000 } });
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString()) { Port = Postgres.Port, Timeout = 2 };
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddLogging();
        services
            .AddBirdeyeDiscovery(options =>
            {
                options.Birdeye.BaseUrl = new Uri("http://127.0.0.1/");
                options.Birdeye.ApiKey = new ApiKey("local");
                options.Birdeye.RequestsPerSecond = 10_000;
                options.Discovery.Interval = Interval;
                options.Storage.MaxClockSkew = TimeSpan.FromHours(1);
                options.Cache.KeyPrefix = SharedRedis.NewPrefix();
            })
            .UsePostgres(connection.ConnectionString)
            .UseRedis(options =>
            {
                options.Configuration = redis.Endpoint;
                options.Timeout = TimeSpan.FromSeconds(10);
                options.CycleBudget = TimeSpan.FromMinutes(1);
                options.ProbeInterval = TimeSpan.FromMilliseconds(100);
            })
            .UseHttpHandler(_ => Birdeye.CreateHandler())
            .WithoutHostedService();
        services.AddHealthChecks().AddBirdeyeDiscoveryHealthChecks();
        _services = services.BuildServiceProvider();
    }

    public SetClock Clock { get; } = new();

    public LocalBirdeye Birdeye { get; }

    public TcpProxy Postgres { get; }

    public IDiscoveryEngine Engine => _services.GetRequiredService<IDiscoveryEngine>();

    public static async Task<CheckedHost> StartAsync(RedisServer? redis = null) =>
        new(await TestDatabase.CreateAsync(), redis ?? await SharedRedis.GetAsync());

    /// <summary>Lets an interval pass, and runs the cycle that is due then.</summary>
    public Task<CycleResult> RunNextAsync()
    {
        Clock.Pass(Interval);
        return Engine.RunCycleAsync(TestContext.Current.CancellationToken).AsTask();
    }

    /// <summary>Gives the lease to another host, as after a pause of this one.</summary>
    public async Task LetAnotherHostLeadAsync()
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            "UPDATE discovery_lease SET epoch = epoch + 1, holder = 'another', acquired_at = now(), expires_at = now() + interval '1 day'";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Gets the status and the reason of a check.</summary>
    public async Task<(HealthStatus Status, string Reason)> LookAsync(string check)
    {
        var report = await _services.GetRequiredService<HealthCheckService>().CheckHealthAsync(
            registration => registration.Name == check, TestContext.Current.CancellationToken);
        var entry = Assert.Single(report.Entries).Value;
        return (entry.Status, entry.Description!);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Birdeye.DisposeAsync();
        await Postgres.DisposeAsync();
        await _database.DisposeAsync();
    }
}
