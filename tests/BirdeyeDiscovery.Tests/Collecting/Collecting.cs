using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>The collectors on a counting gateway and the in-process cache.</summary>
internal sealed class Collecting : IDisposable
{
    private readonly InProcessCacheLayer _cache;
    private CallScope? _scope;

    public Collecting()
    {
        Gateway = new CountingGateway(Clock);
        _cache = new InProcessCacheLayer(Clock, Options.Cache);
        Options.Birdeye.MaxConcurrency = 1;
    }

    public FakeTimeProvider Clock { get; } = new(Candidates.Start);

    public BirdeyeDiscoveryOptions Options { get; } = new();

    public CountingGateway Gateway { get; }

    public List<TrackedToken> Tokens { get; } = [];

    public CycleContext Context { get; private set; } = null!;

    public void Track(string name, TokenStatus status = TokenStatus.Active, bool isPermanent = false) => Tokens.Add(new TrackedToken
    {
        Id = Tokens.Count + 1,
        Address = Candidates.Address(name),
        Symbol = name,
        Category = TokenCategory.Emerging,
        DiscoveredAt = Candidates.Start,
        Status = status,
        IsPermanent = isPermanent,
        StrategyType = "momentum",
        CreatedAt = Candidates.Start,
        UpdatedAt = Candidates.Start,
    });

    public async Task<(TrendingList List, DateTimeOffset AsOf)?> ListAsync()
    {
        NewContext();
        return await new TrendingCollector(Gateway, _cache).ReadAsync(Context, TestContext.Current.CancellationToken);
    }

    public Task<Dictionary<string, CandidateFacts>> CollectAsync(params ListedToken[] listed) => CollectAsync(new TrendingList(50, Clock.GetUtcNow(), listed, 0));

    public async Task<Dictionary<string, CandidateFacts>> CollectAsync(TrendingList list)
    {
        NewContext();
        var collector = new CandidateCollector(Gateway, _cache, new CandleCollector(Gateway, _cache));
        var facts = await collector.CollectAsync(Context, list, Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        return facts.ToDictionary(static candidate => candidate.Address.TrimEnd('x'), StringComparer.Ordinal);
    }

    /// <summary>Publishes a fresh candle of a token, as an earlier cycle did.</summary>
    public async Task KnowCandlesAsync(string name) => await _cache.PublishAsync(
        new LiveUpdate
        {
            View = new LiveView { CycleTimestamp = Clock.GetUtcNow(), Outcome = CycleOutcome.Complete, CandidateCount = 0, ActiveTokens = [], Scores = [] },
            Candles = [new CandleUpdate(name, CandleInterval.FiveMinutes, [new Candle(Clock.GetUtcNow().ToUnixTimeSeconds(), 1, 1, 1, 1, 1)])],
            CandleOwners = new Dictionary<string, string> { [name] = Candidates.Address(name) },
            ScoreLifetime = TimeSpan.FromMinutes(2),
            CandlesLifetime = TimeSpan.FromHours(48),
        },
        TestContext.Current.CancellationToken);

    public async Task ReadCandlesAsync(params string[] names) =>
        await new CandleCollector(Gateway, _cache).ReadAsync(Context, [.. names.Select(Candidates.Address)], wholeHistory: false, TestContext.Current.CancellationToken);

    public void Dispose() => _scope?.Dispose();

    private void NewContext()
    {
        _scope?.Dispose();
        _scope = new CallScope(Options.Birdeye, TimeSpan.FromSeconds(10));
        Context = new CycleContext(Options, Clock.GetUtcNow(), Tokens.ToDictionary(static token => token.Address, StringComparer.Ordinal), _scope, static (_, _, _) => { });
    }
}
