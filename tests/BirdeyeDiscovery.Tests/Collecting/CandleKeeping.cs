using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>The candles of some tokens, cycle after cycle: collectors, publisher and cache against an API whose market is a formula.</summary>
internal sealed class CandleKeeping : IDisposable
{
    private readonly Layer _cache;
    private readonly BirdeyeDiscoveryOptions _options = new();
    private readonly List<TrackedToken> _tokens = [];
    private CandleCollector _short = null!;
    private LongCandleCollector _long = null!;
    private LivePublisher _publisher = null!;
    private CallScope? _scope;

    public CandleKeeping()
    {
        _options.Birdeye.MaxConcurrency = 1;
        _options.Discovery.Enrichment = EnrichmentMode.Full;
        Gateway = new CountingGateway(Clock);
        Gateway.Candles = address => new CandleSeries(Market(address, CandleInterval.FiveMinutes, Gateway.CandleLimits[^1]), 0);
        Gateway.LongCandles = request => new CandleSeries(Market(request.Address, request.Interval, request.Limit), 0);
        _cache = new Layer(this);
        Restart();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 5, 4, 10, 2, 0, TimeSpan.Zero));

    public CountingGateway Gateway { get; }

    public EnrichmentMode Enrichment
    {
        set => _options.Discovery.Enrichment = value;
    }

    public bool IsCacheGone { get; set; }

    public DateTimeOffset? QuietFrom { get; set; }

    /// <summary>When trades go on after <see cref="QuietFrom"/>.</summary>
    public DateTimeOffset? QuietUntil { get; set; }

    public IReadOnlyList<string> Warnings { get; private set; } = [];

    public IReadOnlyList<string> Faults { get; private set; } = [];

    public void Enter(string name, string? symbol = null, bool isKnown = true) => _tokens.Add(new TrackedToken
    {
        Id = _tokens.Count + 1,
        Address = Candidates.Address(name),
        Symbol = symbol ?? name,
        Category = TokenCategory.Emerging,
        DiscoveredAt = Clock.GetUtcNow().AddSeconds(_tokens.Count),
        ActivatedAt = isKnown ? Clock.GetUtcNow() : null,
        Status = TokenStatus.Active,
        StrategyType = "momentum",
        CreatedAt = Clock.GetUtcNow(),
        UpdatedAt = Clock.GetUtcNow(),
    });

    public void Leave(string name) => _tokens.RemoveAll(token => token.Address == Candidates.Address(name));

    private MarketReads Reads => new(new BirdeyeMarketSource(Gateway), _cache);

    public void Restart()
    {
        _short = new CandleCollector(Reads);
        _long = new LongCandleCollector(Reads);
        _publisher = new LivePublisher(_cache, Clock);
    }

    public bool ReadsLongCandles { get; set; } = true;

    public void Flush() => _cache.Flush();

    public async Task CycleAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        _scope?.Dispose();
        _scope = new CallScope(_options.Birdeye, TimeSpan.FromSeconds(10));
        var now = Clock.GetUtcNow();
        var context = new CycleContext(_options, now, _tokens.ToDictionary(static token => token.Address, StringComparer.Ordinal), _scope, static (_, _, _) => { })
        {
            ReadsLongCandles = ReadsLongCandles,
        };
        string[] live = [.. _tokens.Select(static token => token.Address)];
        await _short.ReadAsync(context, live, wholeDay: false, cancellation);
        await _long.ReadAsync(context, live, cancellation);
        (Warnings, Faults) = (context.Faults.Warnings(), context.Faults.ToList());
        await _publisher.PublishAsync(
            _options,
            new SnapshotRecord { CycleTimestamp = now, Outcome = CycleOutcome.Complete, Mode = DiscoveryMode.Manage, ScoreVersion = "1", OptionsHash = "" },
            [],
            _tokens,
            new CycleFindings(context.Candles, context.LongCandles, new Dictionary<string, TokenCategory>()),
            TimeSpan.Zero,
            cancellation);

        // An answer is cached for half a minute.
        Clock.Advance(TimeSpan.FromSeconds(60));
    }

    public async Task<IReadOnlyList<Candle>> ReadAsync(string name, CandleInterval interval)
    {
        var owners = await _cache.GetCandleOwnersAsync(TestContext.Current.CancellationToken);
        var owned = owners!.FirstOrDefault(owner => owner.Value == Candidates.Address(name)).Key;
        return owned is null ? [] : await _cache.GetCandlesAsync(owned, interval, TestContext.Current.CancellationToken);
    }

    /// <summary>Checks that the lists are what the API would have answered at the last cycle.</summary>
    public async Task AssertExactAsync(string name, bool onlyClosed = false)
    {
        foreach (var interval in Enum.GetValues<CandleInterval>())
        {
            var kept = await ReadAsync(name, interval);
            var now = Clock.GetUtcNow().AddSeconds(-60);
            var asked = Market(Candidates.Address(name), interval, CandleSpans.Count(interval), now);

            // A span counts from the newest candle: when the last buckets are quiet, some that are older than the API was asked for stay.
            Assert.True(kept[0].Timestamp <= asked[0].Timestamp);
            var expected = Market(Candidates.Address(name), interval, CandleSpans.Count(interval) + 50, now).Where(candle => candle.Timestamp >= kept[0].Timestamp).ToArray();
            Assert.True(expected.Length <= CandleSpans.Count(interval));
            if (onlyClosed)
            {
                expected = [.. expected.Where(IsClosed)];
                kept = [.. kept.Where(IsClosed)];
            }

            Assert.Equal(expected.Select(static candle => candle with { Volume = 0 }), kept.Select(static candle => candle with { Volume = 0 }));
            Assert.All(expected.Zip(kept), static pair => Assert.Equal(pair.First.Volume, pair.Second.Volume, pair.First.Volume * 1e-9));

            bool IsClosed(Candle candle) => candle.Timestamp + (long)interval <= now.ToUnixTimeSeconds();
        }
    }

    public void Dispose() => _scope?.Dispose();

    private Candle[] Market(string address, CandleInterval interval, int limit, DateTimeOffset? at = null)
    {
        var now = (at ?? Clock.GetUtcNow()).ToUnixTimeSeconds();
        var first = CandleFold.Bucket(now, interval) - ((limit - 1) * (long)interval);
        var candles = new List<Candle>();
        for (var bucket = first; bucket <= now; bucket += (long)interval)
        {
            var minutes = Enumerable.Range(0, (int)((long)interval / 60)).Select(minute => bucket + (60L * minute)).Where(minute => minute <= now && IsTraded(address, minute)).ToArray();
            if (minutes.Length > 0)
            {
                var prices = minutes.Select(minute => Price(address, minute)).ToArray();
                candles.Add(new Candle(bucket, prices[0], prices.Max(), prices.Min(), prices[^1], minutes.Sum(static minute => 1.0 + (minute % 7))));
            }
        }

        return [.. candles];
    }

    // Two of five minutes are traded, and hours of some nights not at all.
    private bool IsTraded(string address, long minute) =>
        (QuietFrom is not { } quiet || minute < quiet.ToUnixTimeSeconds() || minute >= QuietUntil?.ToUnixTimeSeconds())
        && (minute / 60 * 31) % 5 < 2 && ((minute / 3600 * 7) + address[0]) % 11 != 0;

    private static double Price(string address, long minute) => address[0] + ((minute / 60 * 7919) % 1000 / 100.0);

    /// <summary>The in-process layer, which can be emptied and be gone.</summary>
    private sealed class Layer(CandleKeeping owner) : ICacheLayer
    {
        private InProcessCacheLayer _inner = new(owner.Clock);

        public bool IsShared => true;

        public void Flush() => _inner = new InProcessCacheLayer(owner.Clock);

        public ValueTask<Reading<T>> GetOrReadAsync<T>(
            string key, TimeSpan lifetime, JsonTypeInfo<T> typeInfo, Func<CancellationToken, ValueTask<Reading<T>>> source, CancellationToken cancellationToken)
            where T : class => _inner.GetOrReadAsync(key, lifetime, typeInfo, source, cancellationToken);

        public ValueTask PublishAsync(LiveUpdate update, CancellationToken cancellationToken) => owner.IsCacheGone ? default : _inner.PublishAsync(update, cancellationToken);

        public ValueTask ExtendScoresAsync(IReadOnlyCollection<string> addresses, TimeSpan lifetime, CancellationToken cancellationToken) =>
            _inner.ExtendScoresAsync(addresses, lifetime, cancellationToken);

        public ValueTask<LiveRead<LiveView>> ReadViewAsync(CancellationToken cancellationToken) => _inner.ReadViewAsync(cancellationToken);

        public ValueTask<LiveRead<TokenScoreView>> ReadScoreAsync(string address, CancellationToken cancellationToken) =>
            _inner.ReadScoreAsync(address, cancellationToken);

        public ValueTask<LiveRead<IReadOnlyList<Candle>>> ReadCandlesAsync(string address, CandleInterval interval, CancellationToken cancellationToken) =>
            _inner.ReadCandlesAsync(address, interval, cancellationToken);

        public ValueTask<IReadOnlyList<Candle>> GetCandlesAsync(string candlesKey, CandleInterval interval, CancellationToken cancellationToken) =>
            owner.IsCacheGone ? ValueTask.FromResult<IReadOnlyList<Candle>>([]) : _inner.GetCandlesAsync(candlesKey, interval, cancellationToken);

        public ValueTask<IReadOnlyDictionary<string, string>?> GetCandleOwnersAsync(CancellationToken cancellationToken) =>
            owner.IsCacheGone ? ValueTask.FromResult<IReadOnlyDictionary<string, string>?>(null) : _inner.GetCandleOwnersAsync(cancellationToken);
    }
}
