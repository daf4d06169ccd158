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
        _cache = new InProcessCacheLayer(Clock);
        Options.Birdeye.MaxConcurrency = 1;
        Options.Birdeye.Enrichment = EnrichmentSource.Overview;
        Options.Discovery.Enrichment = EnrichmentMode.Full;
    }

    public FakeTimeProvider Clock { get; } = new(Candidates.Start);

    public BirdeyeDiscoveryOptions Options { get; } = new();

    public CountingGateway Gateway { get; }

    private MarketReads Market => new(new BirdeyeMarketSource(Gateway), _cache);

    public List<TrackedToken> Tokens { get; } = [];

    public CycleContext Context { get; private set; } = null!;

    /// <summary>Gets how many steps of the last collection an audit could compare.</summary>
    public int Steps { get; private set; }

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

    public async Task<(MarketList List, DateTimeOffset AsOf)?> ListAsync()
    {
        NewContext();
        return await new TrendingCollector(Market).ReadAsync(Context, TestContext.Current.CancellationToken);
    }

    public Task<Dictionary<string, CandidateFacts>> CollectAsync(params MarketFacts[] listed) =>
        CollectAsync(new MarketList { Limit = 50, UpdatedAt = Clock.GetUtcNow(), Tokens = listed });

    public async Task<Dictionary<string, CandidateFacts>> CollectAsync(MarketList list)
    {
        NewContext();
        var collector = new CandidateCollector(Market, new CandleCollector(Market));
        var collected = await collector.CollectAsync(Context, list, Clock.GetUtcNow(), staging: null, TestContext.Current.CancellationToken);
        Steps = collected.Steps.Count;
        return collected.Facts.ToDictionary(static candidate => candidate.Address.TrimEnd('x'), StringComparer.Ordinal);
    }

    /// <summary>Collects listed tokens from another source than the gateway.</summary>
    public async Task<Dictionary<string, CandidateFacts>> CollectFromAsync(IMarketSource source, params string[] names)
    {
        NewContext();
        var reads = new MarketReads(source, _cache);
        var list = new MarketList
        {
            Limit = 50,
            UpdatedAt = Clock.GetUtcNow(),
            Tokens = [.. names.Select(static name => new MarketFacts
            {
                Address = Candidates.Address(name), Symbol = name, LiquidityUsd = 100_000, Volume24hUsd = 100_000, Change24hPercent = 1,
            })],
        };
        var collected = await new CandidateCollector(reads, new CandleCollector(reads)).CollectAsync(
            Context, list, Clock.GetUtcNow(), staging: null, TestContext.Current.CancellationToken);
        return collected.Facts.ToDictionary(static candidate => candidate.Address.TrimEnd('x'), StringComparer.Ordinal);
    }

    /// <summary>Publishes a fresh candle of a token, as an earlier cycle did.</summary>
    public Task KnowCandlesAsync(string name) => KnowCandlesAsync(name, new Candle(Clock.GetUtcNow().ToUnixTimeSeconds(), 1, 1, 1, 1, 1));

    public async Task KnowCandlesAsync(string name, params Candle[] candles) => await _cache.PublishAsync(
        new LiveUpdate
        {
            View = new LiveView { CycleTimestamp = Clock.GetUtcNow(), Outcome = CycleOutcome.Complete, CandidateCount = 0, ActiveTokens = [], Scores = [] },
            Candles = [new CandleUpdate(name, CandleInterval.FiveMinutes, candles)],
            CandleOwners = new Dictionary<string, string> { [name] = Candidates.Address(name) },
            ScoreLifetime = TimeSpan.FromMinutes(2),
            CandlesLifetime = TimeSpan.FromHours(48),
        },
        TestContext.Current.CancellationToken);

    public async Task ReadCandlesAsync(params string[] names) =>
        await new CandleCollector(Market).ReadAsync(
            Context, [.. names.Select(Candidates.Address)], wholeDay: false, TestContext.Current.CancellationToken);

    public void Dispose() => _scope?.Dispose();

    private void NewContext()
    {
        _scope?.Dispose();
        _scope = new CallScope(Options.Birdeye, TimeSpan.FromSeconds(10));
        Context = new CycleContext(Options, Clock.GetUtcNow(), Tokens.ToDictionary(static token => token.Address, StringComparer.Ordinal), _scope, static (_, _, _) => { });
    }
}
