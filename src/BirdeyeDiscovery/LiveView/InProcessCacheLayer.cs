using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery;

/// <summary>The live view in the memory of this process, for hosts without Redis and for tests.</summary>
internal sealed class InProcessCacheLayer(TimeProvider clock) : ICacheLayer
{
    private const long AnswerBytes = 64L * 1024 * 1024;
    private const long MaxScores = 50_000;
    private const long MaxCandles = 10_000_000;

    private static readonly CandleInterval[] Intervals = Enum.GetValues<CandleInterval>();

    private readonly AnswerCache _answers = new(clock, AnswerBytes);
    private readonly Lock _gate = new();
    private readonly ExpiringMap<TokenScoreView> _scores = new(clock, MaxScores);
    private readonly ExpiringMap<IReadOnlyList<Candle>> _candles = new(clock, MaxCandles);
    private volatile PublishedView? _published;
    private volatile IReadOnlyDictionary<string, string> _owners = ReadOnlyDictionary<string, string>.Empty;

    private event Action? Published;

    public bool IsShared => false;

    public ValueTask<Reading<T>> GetOrReadAsync<T>(
        string key,
        TimeSpan lifetime,
        JsonTypeInfo<T> typeInfo,
        Func<CancellationToken, ValueTask<Reading<T>>> source,
        CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(typeInfo);
        ArgumentNullException.ThrowIfNull(source);
        return _answers.GetOrReadAsync(key, lifetime, typeInfo, source, cancellationToken);
    }

    public ValueTask PublishAsync(LiveUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        cancellationToken.ThrowIfCancellationRequested();

        // The lists of the in-process live view are copied because the publisher may continue to use them.
        var view = update.View with { ActiveTokens = [.. update.View.ActiveTokens], Scores = [.. update.View.Scores] };
        lock (_gate)
        {
            foreach (var score in view.Scores)
            {
                _scores.Set(score.Address, score, 1, update.ScoreLifetime);
            }

            foreach (var name in update.DroppedCandleKeys)
            {
                foreach (var interval in Intervals)
                {
                    _candles.Remove(CacheKeys.Candles(name, interval));
                }
            }

            foreach (var candles in update.Candles)
            {
                Merge(candles, update.CandlesLifetime);
            }

            _published = new PublishedView(view, update.ViewLifetime, clock.GetTimestamp());
            _owners = update.CandleOwners is { } owners
                ? new Dictionary<string, string>(owners, StringComparer.Ordinal).AsReadOnly()
                : _owners;
        }

        Published?.Invoke();
        return ValueTask.CompletedTask;
    }

    public ValueTask ExtendScoresAsync(
        IReadOnlyCollection<string> addresses,
        TimeSpan lifetime,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (var address in addresses)
            {
                _scores.Extend(address, lifetime);
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<LiveView?> GetViewAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_published?.View);
    }

    public ValueTask<TokenScoreView?> GetScoreAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _scores.TryGet(address, out var score);
            return ValueTask.FromResult(score);
        }
    }

    public ValueTask<IReadOnlyList<Candle>> GetCandlesAsync(
        string candlesKey,
        CandleInterval interval,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candlesKey);
        cancellationToken.ThrowIfCancellationRequested();
        var key = CacheKeys.Candles(candlesKey, interval);
        lock (_gate)
        {
            return ValueTask.FromResult(_candles.TryGet(key, out var candles) ? candles : []);
        }
    }

    public ValueTask<IReadOnlyDictionary<string, string>?> GetCandleOwnersAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IReadOnlyDictionary<string, string>?>(_owners);
    }

    public ValueTask<IReadOnlyCollection<string>> GetActiveTokensAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IReadOnlyCollection<string>>(_published?.View.ActiveTokens ?? []);
    }

    public bool TryGetScore(string address, [NotNullWhen(true)] out TokenScoreView? score)
    {
        lock (_gate)
        {
            return _scores.TryGet(address, out score);
        }
    }

    public async ValueTask<LiveRead<TokenScoreView>> ReadScoreAsync(string address, CancellationToken cancellationToken = default) =>
        LiveRead<TokenScoreView>.Of(await GetScoreAsync(address, cancellationToken).ConfigureAwait(false));

    public ValueTask<LiveRead<LiveView>> ReadViewAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var published = _published;
        return ValueTask.FromResult(LiveRead<LiveView>.Of(published?.View) with { IsFresh = IsFresh(published) });
    }

    public ValueTask<LiveRead<IReadOnlyList<Candle>>> ReadCandlesAsync(
        string address,
        CandleInterval interval,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var name = _owners.FirstOrDefault(owner => string.Equals(owner.Value, address, StringComparison.Ordinal)).Key;
            var found = name is not null && _candles.TryGet(CacheKeys.Candles(name, interval), out var candles) ? candles : null;
            return ValueTask.FromResult(
                LiveRead<IReadOnlyList<Candle>>.Of(found) with { IsFresh = IsFresh(_published), Cycle = _published?.View.CycleTimestamp });
        }
    }

    public IAsyncDisposable Listen(Action changed)
    {
        Published += changed;
        return new InProcessHints(() => Published -= changed);
    }

    private bool? IsFresh(PublishedView? published)
    {
        return published?.Lifetime is { } lifetime ? clock.GetElapsedTime(published.At) < lifetime : null;
    }

    private void Merge(CandleUpdate update, TimeSpan lifetime)
    {
        var key = CacheKeys.Candles(update.CandlesKey, update.Interval);
        if (update.Replace)
        {
            _candles.Remove(key);
        }

        if (update.MergeInto(_candles.TryGet(key, out var kept) ? kept : []) is { } merged)
        {
            _candles.Set(key, merged, merged.Count, lifetime);
        }
    }

    private sealed record PublishedView(LiveView View, TimeSpan? Lifetime, long At);
}
