using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

#pragma warning disable CA2012 // A call on a substitute that sets an answer up is none.

namespace BirdeyeDiscovery.Tests;

/// <summary>Which checks a host gets, with which tags, and what they say without servers.</summary>
public sealed class HealthCheckRegistrationTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeTimeProvider _storeTime = new();
    private readonly IDiscoveryHistory _history = Substitute.For<IDiscoveryHistory>();

    [Fact]
    public async Task Four_checks_are_added_and_only_that_of_the_engine_asks_for_a_restart()
    {
        await using var services = Build(static checks => checks.AddBirdeyeDiscoveryHealthChecks());
        var checks = services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations;

        Assert.Equal(
            [
                "birdeye_discovery_engine: live, ready", "birdeye_discovery_store: ready", "birdeye_discovery_live_view: ready",
                "birdeye_discovery_account: ready",
            ],
            checks.Select(static check => $"{check.Name}: {string.Join(", ", check.Tags.Order(StringComparer.Ordinal))}"));
    }

    [Fact]
    public async Task A_named_engine_has_checks_of_its_own()
    {
        await using var services = Build(static checks => checks.AddBirdeyeDiscoveryHealthChecks("base"), "base");
        var report = await LookAsync(services);

        Assert.Equal("The store answers.", report.Entries["birdeye_discovery_base_store"].Description);
    }

    [Fact]
    public async Task A_store_that_hangs_is_degraded_after_five_seconds_and_unhealthy_when_that_lasts()
    {
        await using var services = Build(static checks => checks.AddBirdeyeDiscoveryHealthChecks());
        _history.GetSnapshotsAsync(1, Arg.Any<CancellationToken>()).Returns(static call => Hang(call.Arg<CancellationToken>()));

        // The check is asked directly: the service would ask it on another thread, which may begin to wait after the clock has moved.
        var check = services.GetRequiredKeyedService<StoreHealthCheck>("");
        var registration = new HealthCheckRegistration("store", check, HealthStatus.Unhealthy, tags: null);
        var context = new HealthCheckContext { Registration = registration };
        var first = check.CheckHealthAsync(context, TestContext.Current.CancellationToken);
        _storeTime.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((HealthStatus.Degraded, "The store did not answer within 5 s."), Words(await first));

        _storeTime.Advance(TimeSpan.FromMinutes(17));
        var second = check.CheckHealthAsync(context, TestContext.Current.CancellationToken);
        _storeTime.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((HealthStatus.Unhealthy, "The store did not answer within 5 s, for 1025 s."), Words(await second));

        _history.GetSnapshotsAsync(1, Arg.Any<CancellationToken>()).Returns([]);
        var third = await check.CheckHealthAsync(context, TestContext.Current.CancellationToken);
        Assert.Equal((HealthStatus.Healthy, "The store answers."), Words(third));

        static async ValueTask<IReadOnlyList<SnapshotRecord>> Hang(CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return [];
        }
    }

    [Fact]
    public async Task An_engine_whose_runs_never_come_is_unhealthy_in_time()
    {
        await using var services = Build(static checks => checks.AddBirdeyeDiscoveryHealthChecks());
        Assert.Equal(HealthStatus.Degraded, (await LookAsync(services)).Entries["birdeye_discovery_engine"].Status);

        _clock.Advance(TimeSpan.FromMinutes(17));
        var engine = (await LookAsync(services)).Entries["birdeye_discovery_engine"];
        Assert.Equal((HealthStatus.Unhealthy, "No run was started for 1020 s."), (engine.Status, engine.Description));
    }

    [Fact]
    public async Task A_host_that_only_reads_the_live_view_is_not_asked_for_an_engine_and_is_degraded_without_a_view()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddBirdeyeLiveReader(static _ => { }).UseCache(static _ => new InProcessCacheLayer(TimeProvider.System));
        services.AddHealthChecks().AddBirdeyeDiscoveryHealthChecks();
        await using var provider = services.BuildServiceProvider();
        var report = await LookAsync(provider);

        Assert.Equal("This host only reads the live view.", report.Entries["birdeye_discovery_engine"].Description);
        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Equal(["birdeye_discovery_live_view"], report.Entries.Where(static entry => entry.Value.Status != HealthStatus.Healthy)
            .Select(static entry => entry.Key));
    }

    [Theory]
    [InlineData(false, HealthStatus.Healthy, "No cycle was published yet.")]
    [InlineData(true, HealthStatus.Degraded, "No cycle has been published for 1020 s.")]
    public async Task A_follower_is_degraded_when_a_shared_cache_has_no_view_for_long(bool isShared, HealthStatus status, string reason)
    {
        await using var services = Build(
            static checks => checks.AddBirdeyeDiscoveryHealthChecks(),
            configure: engine => engine.UseCache(_ => EmptyCache(isShared)));
        var first = (await LookAsync(services)).Entries["birdeye_discovery_live_view"];
        Assert.Equal((HealthStatus.Healthy, "No cycle was published yet."), (first.Status, first.Description));

        _clock.Advance(TimeSpan.FromMinutes(17));
        var second = (await LookAsync(services)).Entries["birdeye_discovery_live_view"];
        Assert.Equal((status, reason), (second.Status, second.Description));
    }

    private static ICacheLayer EmptyCache(bool isShared)
    {
        var cache = Substitute.For<ICacheLayer>();
        cache.IsShared.Returns(isShared);
        cache.ReadViewAsync(Arg.Any<CancellationToken>()).Returns(LiveRead<LiveView>.Of(null));
        return cache;
    }

    [Fact]
    public async Task A_misspelt_name_is_unhealthy_with_what_to_do()
    {
        await using var services = Build(static checks => checks.AddBirdeyeDiscoveryHealthChecks("bse"), "base");
        var report = await LookAsync(services);

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.All(report.Entries.Values, static entry => Assert.Equal(
            "The health checks of the engine 'bse' find no such engine. Call AddBirdeyeDiscovery with that name.",
            entry.Exception?.Message));
    }

    private static (HealthStatus Status, string? Reason) Words(HealthCheckResult result) => (result.Status, result.Description);

    private static Task<HealthReport> LookAsync(ServiceProvider services) =>
        services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

    private ServiceProvider Build(Action<IHealthChecksBuilder> add, string name = "", Action<IBirdeyeDiscoveryBuilder>? configure = null)
    {
        _history.GetSnapshotsAsync(1, Arg.Any<CancellationToken>()).Returns([]);
        var services = new ServiceCollection().AddLogging()
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton(new StoreClock(_storeTime));
        var engine = services.AddBirdeyeDiscovery(name, static _ => { });
        configure?.Invoke(engine);
        engine.WithoutHostedService().UseStore(_ => new DiscoveryStore
        {
            Tokens = Substitute.For<ITrackedTokenStore>(),
            History = _history,
            Lease = Substitute.For<ILeaderLease>(),
            Trades = Substitute.For<ITradeLedger>(),
            Analytics = Substitute.For<IDiscoveryAnalytics>(),
            Strategies = Substitute.For<IStrategyStore>(),
            Lifecycle = Substitute.For<ILifecycleStore>(),
            Maintenance = Substitute.For<IStoreMaintenance>(),
            Positions = Substitute.For<IOpenPositionSource>(),
        });
        add(services.AddHealthChecks());
        return services.BuildServiceProvider();
    }
}
