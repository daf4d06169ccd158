using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace BirdeyeDiscovery.Tests;

public sealed class OwnCacheTests
{
    private const string Mint = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_reader_asks_the_cache_that_the_host_gave()
    {
        var view = new LiveView { CycleTimestamp = DateTimeOffset.UnixEpoch, Outcome = CycleOutcome.Complete, CandidateCount = 1, ActiveTokens = [Mint], Scores = [] };

        var answer = await Reader(new OwnCache(() => LiveRead<LiveView>.Of(view) with { IsFresh = true })).GetActiveTokensAsync(Ct);

        Assert.Equal((LiveAnswerKind.Found, false), (answer.Kind, answer.IsStale));
    }

    [Fact]
    public async Task A_cache_that_throws_is_unavailable()
    {
        var reader = Reader(new OwnCache(() => throw new OperationCanceledException("A time-out of the cache, and not of the caller.")));

        Assert.Equal(LiveAnswerKind.Unavailable, (await reader.GetViewAsync(Ct)).Kind);
        Assert.Equal(LiveAnswerKind.Unavailable, (await reader.GetScoreAsync(Mint, Ct)).Kind);
        Assert.Equal(LiveAnswerKind.Unavailable, (await reader.GetCandlesAsync(Mint, CandleInterval.OneHour, Ct)).Kind);
    }

    [Fact]
    public void A_cycle_begins_the_wait_limit_of_a_cache_that_has_one()
    {
        var cache = Substitute.For<ICacheLayer>();
        var cycle = Substitute.For<IDisposable>();
        cache.BeginCycle().Returns(cycle);

        using (new LivePublisher(cache, TimeProvider.System).BeginCycle())
        {
            cycle.DidNotReceive().Dispose();
        }

        cycle.Received(1).Dispose();
        Assert.Null(((ICacheLayer)new InProcessCacheLayer(TimeProvider.System)).BeginCycle());
    }

    [Fact]
    public void A_named_reader_is_configured_by_a_section()
    {
        var section = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Sol:Cache:KeyPrefix", "sol:"), new("Sol:Discovery:Interval", "00:02:00")])
            .Build()
            .GetSection("Sol");
        using var services = new ServiceCollection()
            .AddBirdeyeLiveReader("sol", section).UseCache(static _ => new InProcessCacheLayer(TimeProvider.System)).Services
            .BuildServiceProvider();

        Assert.NotNull(services.GetRequiredKeyedService<ILiveReader>("sol"));
        Assert.Null(services.GetService<ILiveReader>());
        var options = services.GetRequiredService<IOptionsMonitor<BirdeyeDiscoveryOptions>>().Get("sol");
        Assert.Equal(("sol:", TimeSpan.FromMinutes(2)), (options.Cache.KeyPrefix, options.Discovery.Interval));
        Assert.Throws<ArgumentNullException>(() => new ServiceCollection().AddBirdeyeLiveReader("sol", (IConfiguration)null!));
    }

    [Theory]
    [InlineData("Discovery:Interval", "five")]
    [InlineData("Cache:KeyPrefx", "sol:")]
    public void A_fault_in_the_section_of_a_reader_is_an_error(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("BirdeyeDiscovery:" + key, value)]).Build();
        using var services = new ServiceCollection()
            .AddBirdeyeLiveReader(configuration.GetSection("BirdeyeDiscovery"))
            .UseCache(static _ => new InProcessCacheLayer(TimeProvider.System)).Services.BuildServiceProvider();

        var fault = Assert.Throws<OptionsValidationException>(services.GetRequiredService<ILiveReader>);

        Assert.Contains(key, Assert.Single(fault.Failures), StringComparison.Ordinal);
    }

    private static ILiveReader Reader(ICacheLayer cache)
    {
        var services = new ServiceCollection();
        services.AddBirdeyeLiveReader(static _ => { }).UseCache(_ => cache);
        return services.BuildServiceProvider().GetRequiredService<ILiveReader>();
    }

    /// <summary>A cache of which only the view is asked, that has what a bot may ask for and nothing more.</summary>
    private sealed class OwnCache(Func<LiveRead<LiveView>> view) : ICacheLayer
    {
        public bool IsShared => false;

        public ValueTask<LiveRead<LiveView>> ReadViewAsync(CancellationToken cancellationToken) => new(view());

        public ValueTask<LiveRead<TokenScoreView>> ReadScoreAsync(string address, CancellationToken cancellationToken) =>
            new(LiveRead<TokenScoreView>.Of(view().Value?.Scores.FirstOrDefault(score => score.Address == address)));

        public ValueTask<LiveRead<IReadOnlyList<Candle>>> ReadCandlesAsync(string address, CandleInterval interval, CancellationToken cancellationToken) =>
            new(LiveRead<IReadOnlyList<Candle>>.Of(view().Value is null ? null : []));

        public ValueTask<Reading<T>> GetOrReadAsync<T>(
            string key,
            TimeSpan lifetime,
            JsonTypeInfo<T> typeInfo,
            Func<CancellationToken, ValueTask<Reading<T>>> source,
            CancellationToken cancellationToken)
            where T : class => source(cancellationToken);

        public ValueTask PublishAsync(LiveUpdate update, CancellationToken cancellationToken) => default;

        public ValueTask ExtendScoresAsync(IReadOnlyCollection<string> addresses, TimeSpan lifetime, CancellationToken cancellationToken) => default;

        public ValueTask<IReadOnlyDictionary<string, string>?> GetCandleOwnersAsync(CancellationToken cancellationToken) => new((IReadOnlyDictionary<string, string>?)null);

        public ValueTask<IReadOnlyList<Candle>> GetCandlesAsync(string candlesKey, CandleInterval interval, CancellationToken cancellationToken) => new([]);
    }
}
