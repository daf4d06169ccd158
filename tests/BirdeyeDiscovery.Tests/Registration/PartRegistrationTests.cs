using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace BirdeyeDiscovery.Tests;

public sealed class PartRegistrationTests
{
    public static TheoryData<string, Action<IBirdeyeDiscoveryBuilder>> Verbs { get; } = new()
    {
        { "a scorer already; call UseScorer once", static engine => engine.UseScorer(static _ => Substitute.For<ITokenScorer>()) },
        {
            "a source of open positions already; call UseOpenPositions once",
            static engine => engine.UseOpenPositions(static _ => Substitute.For<IOpenPositionSource>())
        },
        {
            "a strategy policy already; call UseStrategyPolicy once",
            static engine => engine.UseStrategyPolicy(static _ => Substitute.For<IStrategyPolicy>())
        },
        { "a market source already; call UseMarketSource once", static engine => engine.UseMarketSource(static _ => Substitute.For<IMarketSource>()) },
        { "a cache already; call UseCache once", static engine => engine.UseCache(static _ => Substitute.For<ICacheLayer>()) },
        { "an HTTP handler already; call UseHttpHandler once", static engine => engine.UseHttpHandler(static _ => new HttpClientHandler()) },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_second_part_of_a_kind_is_an_error_and_one_for_each_engine_is_not(string expected, Action<IBirdeyeDiscoveryBuilder> use)
    {
        var services = new ServiceCollection();
        var first = services.AddBirdeyeDiscovery(static _ => { });
        var other = services.AddBirdeyeDiscovery("base", static _ => { });
        use(first);
        use(other);

        Assert.Equal($"The engine has {expected}.", Assert.Throws<InvalidOperationException>(() => use(first)).Message);
        Assert.Equal($"The engine 'base' has {expected}.", Assert.Throws<InvalidOperationException>(() => use(other)).Message);
    }

    [Fact]
    public void A_part_is_registered_by_its_type_and_gets_services_in_its_constructor()
    {
        var services = new ServiceCollection();
        services.AddSingleton(new Ledger());
        services.AddBirdeyeDiscovery(static _ => { }).AddObserver<Observer>().AddObserver<Observer>().UseScorer<Halved>();
        using var provider = services.BuildServiceProvider();

        var observers = provider.GetKeyedServices<IDiscoveryObserver>("").ToList();
        Assert.Equal(2, observers.Count);
        Assert.All(observers, observer => Assert.Same(provider.GetRequiredService<Ledger>(), ((Observer)observer).Ledger));
        Assert.Equal("halved", provider.GetRequiredKeyedService<IScorerFactory>("").Create(new ScoringOptions()).Version);
    }

    [Fact]
    public void A_cache_and_a_factory_of_strategies_are_registered_by_their_types()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(new Ledger());
        services.AddBirdeyeDiscovery(static _ => { })
            .UseStore(static _ => new DiscoveryStore
            {
                Tokens = Substitute.For<ITrackedTokenStore>(),
                History = Substitute.For<IDiscoveryHistory>(),
                Lease = Substitute.For<ILeaderLease>(),
                Lifecycle = Substitute.For<ILifecycleStore>(),
                Maintenance = Substitute.For<IStoreMaintenance>(),
                Strategies = Substitute.For<IStrategyStore>(),
            })
            .UseCache<Cache>()
            .AddStrategies<Ledger, Factory>();
        using var provider = services.BuildServiceProvider();

        var made = provider.GetRequiredService<Ledger>();
        Assert.Same(made, Assert.IsType<Cache>(provider.GetRequiredKeyedService<ICacheLayer>("")).Ledger);
        _ = provider.GetRequiredService<IStrategyRegistry<Ledger>>();
        Assert.Equal(1, made.Factories);
    }

    private sealed class Ledger
    {
        public int Factories { get; set; }
    }

    private sealed class Factory : IStrategyFactory<Ledger>
    {
        public Factory(Ledger ledger) => ledger.Factories++;

        public Ledger Create(TokenStrategy strategy) => throw new NotSupportedException();
    }

    private sealed class Cache(Ledger ledger) : ICacheLayer
    {
        public Ledger Ledger { get; } = ledger;

        public bool IsShared => false;

        public ValueTask<Reading<T>> GetOrReadAsync<T>(
            string key,
            TimeSpan lifetime,
            JsonTypeInfo<T> typeInfo,
            Func<CancellationToken, ValueTask<Reading<T>>> source,
            CancellationToken cancellationToken = default)
            where T : class => throw new NotSupportedException();

        public ValueTask PublishAsync(LiveUpdate update, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask ExtendScoresAsync(
            IReadOnlyCollection<string> addresses, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<IReadOnlyDictionary<string, string>?> GetCandleOwnersAsync(CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<IReadOnlyList<Candle>> GetCandlesAsync(
            string candlesKey, CandleInterval interval, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<LiveRead<LiveView>> ReadViewAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<LiveRead<TokenScoreView>> ReadScoreAsync(string address, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<LiveRead<IReadOnlyList<Candle>>> ReadCandlesAsync(
            string address, CandleInterval interval, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }

    private sealed class Observer(Ledger ledger) : IDiscoveryObserver
    {
        public Ledger Ledger { get; } = ledger;

        public ValueTask OnCycleAsync(CycleResult result, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }

    private sealed class Halved(ITokenScorer inner) : ITokenScorer
    {
        public string Version => "halved";

        public string OptionsHash => inner.OptionsHash;

        public TokenScore Score(in ScoreInputs inputs) => inner.Score(inputs);
    }
}
