using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NSubstitute;

#pragma warning disable CA2012 // A call on a substitute that sets an answer up is none.

namespace BirdeyeDiscovery.Tests;

public sealed class UseStoreTests
{
    [Fact]
    public async Task Every_part_of_an_own_store_is_registered_under_the_name_of_the_engine()
    {
        var store = Store();
        await using var services = Engine("one", builder => builder.UseStore(_ => store)).BuildServiceProvider();

        Assert.Same(store.Tokens, services.GetRequiredKeyedService<ITrackedTokenStore>("one"));
        Assert.Same(store.History, services.GetRequiredKeyedService<IDiscoveryHistory>("one"));
        Assert.Same(store.Lease, services.GetRequiredKeyedService<ILeaderLease>("one"));
        Assert.Same(store.Analytics, services.GetRequiredKeyedService<IDiscoveryAnalytics>("one"));
        Assert.Same(store.Strategies, services.GetRequiredKeyedService<IStrategyStore>("one"));
        Assert.Same(store.Lifecycle, services.GetRequiredKeyedService<ILifecycleStore>("one"));
        Assert.Same(store.Maintenance, services.GetRequiredKeyedService<IStoreMaintenance>("one"));
        Assert.Same(store.Positions, services.GetRequiredKeyedService<IOpenPositionSource>("one"));
        Assert.IsType<ReportingTradeLedger>(services.GetRequiredKeyedService<ITradeLedger>("one"));
        Assert.NotNull(services.GetRequiredKeyedService<IDiscoveryEngine>("one"));
        Assert.NotNull(services.GetRequiredKeyedService<ILifecycleFeed>("one"));
    }

    [Fact]
    public async Task The_store_is_made_once_for_all_its_parts()
    {
        var made = 0;
        await using var services = Engine("", builder => builder.UseStore(_ =>
        {
            made++;
            return Store();
        })).BuildServiceProvider();

        _ = services.GetRequiredService<ITrackedTokenStore>();
        _ = services.GetRequiredService<ITradeLedger>();

        Assert.Equal(1, made);
    }

    [Fact]
    public async Task A_start_names_the_parts_that_are_missing()
    {
        var whole = Store();
        var lacking = new DiscoveryStore
        {
            Tokens = whole.Tokens,
            History = whole.History,
            Lease = null!,
            Lifecycle = whole.Lifecycle,
            Maintenance = null!,
        };
        await using var services = Engine("one", builder => builder.UseStore(_ => lacking)).BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => services.GetServices<IHostedService>().ToList());

        Assert.Contains("'one' lacks Lease (ILeaderLease), Maintenance (IStoreMaintenance)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_runs_without_the_optional_parts_and_a_service_that_needs_one_names_it()
    {
        var whole = Store();
        var without = new DiscoveryStore
        {
            Tokens = whole.Tokens,
            History = whole.History,
            Lease = whole.Lease,
            Lifecycle = whole.Lifecycle,
            Maintenance = whole.Maintenance,
            Positions = whole.Positions,
        };
        await using var services = Engine("one", builder => builder.UseStore(_ => without)).BuildServiceProvider();

        Assert.NotEmpty(services.GetServices<IHostedService>());
        AssertLacks<ITradeLedger>("Trades");
        AssertLacks<IStrategyStore>("Strategies");
        AssertLacks<IDiscoveryAnalytics>("Analytics");

        void AssertLacks<T>(string part)
            where T : notnull
        {
            var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredKeyedService<T>("one"));
            Assert.Contains($"'one' has no {part} ({typeof(T).Name})", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_start_without_open_positions_says_who_can_give_them()
    {
        var whole = Store();
        var without = new DiscoveryStore
        {
            Tokens = whole.Tokens,
            History = whole.History,
            Lease = whole.Lease,
            Trades = whole.Trades,
            Analytics = whole.Analytics,
            Strategies = whole.Strategies,
            Lifecycle = whole.Lifecycle,
            Maintenance = whole.Maintenance,
        };
        await using var services = Engine("one", builder => builder.UseStore(_ => without)).BuildServiceProvider();
        await using var given = Engine("one", builder => builder.UseStore(_ => without).UseOpenPositions(_ => whole.Positions!)).BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => services.GetServices<IHostedService>().ToList());

        Assert.Contains("UseOpenPositions", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(given.GetServices<IHostedService>());
        Assert.Null(given.GetKeyedService<ILifecycleListener>("one"));
    }

    [Fact]
    public async Task A_budget_without_a_ledger_stops_the_start_and_says_what_is_missing()
    {
        await using var services = Engine("one", static builder => builder.UseStore(static _ => Store()), budget: 1_000).BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => services.GetServices<IHostedService>().ToList());

        Assert.Contains("Birdeye:ComputeUnitsPerMonth is set", error.Message, StringComparison.Ordinal);
        Assert.Contains("'one' has no ComputeUnits (IComputeUnitLedger)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_with_another_market_source_stops_the_start()
    {
        var source = Substitute.For<IMarketSource>();
        source.Describe(default!).ReturnsForAnyArgs(new MarketSourceInfo { Name = "Mine" });
        await using var services = Engine(
            "one", builder => builder.UseStore(static _ => Store()).UseMarketSource(_ => source), budget: 1_000).BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => services.GetServices<IHostedService>().ToList());

        Assert.Contains("the market source 'Mine'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_store_is_refused_whichever_verb_brings_it()
    {
        Engine("one", static builder =>
        {
            builder.UseStore(static _ => Store());

            Assert.Contains("'one' has a store already", Assert.Throws<InvalidOperationException>(() => builder.UseStore(static _ => Store())).Message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => builder.UsePostgres("Host=localhost"));
        });
    }

    [Fact]
    public async Task Parts_registered_one_by_one_are_named_when_one_is_forgotten()
    {
        var store = Store();
        var collection = Engine("one", static _ => { });
        collection.AddKeyedSingleton("one", store.Tokens);
        await using var services = collection.BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => services.GetServices<IHostedService>().ToList());

        Assert.Contains("'one' lacks IDiscoveryHistory, which an engine needs; register the store with UseStore.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_of_the_store_wakes_the_readers_of_the_feed()
    {
        var (store, listener) = (Store(), Substitute.For<ILifecycleListener>());
        store.History.GetEventsAsync(0, 500, Arg.Any<CancellationToken>()).Returns(
            [], [new LifecycleEvent { Id = 7, TokenAddress = "a", EventType = LifecycleEventType.Added, Reason = "r", CreatedAt = default }]);
        Action? written = null;
        listener.Begin(Arg.Do<Action>(callback => written = callback));
        var clock = new StoreClock(new Microsoft.Extensions.Time.Testing.FakeTimeProvider());
        var collection = new ServiceCollection().AddSingleton(clock);
        collection.AddBirdeyeDiscovery(static _ => { }).UseStore(_ => new DiscoveryStore
        {
            Tokens = store.Tokens,
            History = store.History,
            Lease = store.Lease,
            Trades = store.Trades,
            Analytics = store.Analytics,
            Strategies = store.Strategies,
            Lifecycle = store.Lifecycle,
            Maintenance = store.Maintenance,
            Listener = listener,
        });
        await using var services = collection.BuildServiceProvider();
        await using var feed = services.GetRequiredService<ILifecycleFeed>().ReadAsync(0, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);

        // Time stands: only the listener can end the wait for the next poll.
        var next = feed.MoveNextAsync();
        Assert.False(next.IsCompleted);
        written!();

        Assert.True(await next);
        Assert.Equal(7, feed.Current.Id);
    }

    private static DiscoveryStore Store() => new()
    {
        Tokens = Substitute.For<ITrackedTokenStore>(),
        History = Substitute.For<IDiscoveryHistory>(),
        Lease = Substitute.For<ILeaderLease>(),
        Trades = Substitute.For<ITradeLedger>(),
        Analytics = Substitute.For<IDiscoveryAnalytics>(),
        Strategies = Substitute.For<IStrategyStore>(),
        Lifecycle = Substitute.For<ILifecycleStore>(),
        Maintenance = Substitute.For<IStoreMaintenance>(),
        Positions = Substitute.For<IOpenPositionSource>(),
    };

    private static ServiceCollection Engine(string name, Action<IBirdeyeDiscoveryBuilder> build, long? budget = null)
    {
        var services = new ServiceCollection();
        build(services.AddBirdeyeDiscovery(
            name, options => (options.Birdeye.ApiKey, options.Birdeye.ComputeUnitsPerMonth) = (new ApiKey("none"), budget)));
        return services;
    }
}
