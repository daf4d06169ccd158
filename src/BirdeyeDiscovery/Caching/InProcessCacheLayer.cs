using System.Collections.ObjectModel;
using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery;

/// <summary>The live view in the memory of this process: for hosts without Redis, and for tests.</summary>
internal sealed class InProcessCacheLayer(TimeProvider clock, CacheOptions options) : ICacheLayer
{
    private const long AnswerBytes = 64L * 1024 * 1024;
    private const long MaxScores = 50_000;
    private const long MaxCandles = 10_000_000;

    private static readonly CandleInterval[] Intervals = Enum.GetValues<CandleInterval>();

    private readonly string _prefix = options.KeyPrefix;
    private readonly AnswerCache _answers = new(clock, AnswerBytes);
    private readonly Lock _gate = new();
    private readonly ExpiringMap<TokenScoreView> _scores = new(clock, MaxScores);
    private readonly ExpiringMap<IReadOnlyList<Candle>> _candles = new(clock, MaxCandles);
    private volatile LiveView? _view;
    private volatile IReadOnlyDictionary<string, string> _owners = ReadOnlyDictionary<string, string>.Empty;

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
        return _answers.GetOrReadAsync(_prefix + key, lifetime, typeInfo, source, cancellationToken);
    }

    public ValueTask PublishAsync(LiveUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        cancellationToken.ThrowIfCancellationRequested();

        // Copies: the lists belong to the publisher, who may go on using them.
        var view = update.View with { ActiveTokens = [.. update.View.ActiveTokens], Scores = [.. update.View.Scores] };
        lock (_gate)
        {
            foreach (var score in view.Scores)
            {
                _scores.Set(_prefix + CacheKeys.Score(score.Address), score, 1, update.ScoreLifetime);
            }

            foreach (var name in update.DroppedCandleKeys)
            {
                foreach (var interval in Intervals)
                {
                    _candles.Remove(_prefix + CacheKeys.Candles(name, interval));
                }
            }

            foreach (var candles in update.Candles)
            {
                Merge(candles, update.CandlesLifetime);
            }

            _view = view;
            _owners = update.CandleOwners is { } owners ? new Dictionary<string, string>(owners, StringComparer.Ordinal).AsReadOnly() : _owners;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ExtendScoresAsync(IReadOnlyCollection<string> addresses, TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (var address in addresses)
            {
                _scores.Extend(_prefix + CacheKeys.Score(address), lifetime);
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<LiveView?> GetViewAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_view);
    }

    public ValueTask<TokenScoreView?> GetScoreAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _scores.TryGet(_prefix + CacheKeys.Score(address), out var score);
            return ValueTask.FromResult(score);
        }
    }

    public ValueTask<IReadOnlyList<Candle>> GetCandlesAsync(string candlesKey, CandleInterval interval, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candlesKey);
        cancellationToken.ThrowIfCancellationRequested();
        var key = _prefix + CacheKeys.Candles(candlesKey, interval);
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
        return ValueTask.FromResult<IReadOnlyCollection<string>>(_view?.ActiveTokens ?? []);
    }

    /// <summary>Tells whether an entry lives under a key, prefix included.</summary>
    internal bool Exists(string rawKey)
    {
        if (!rawKey.StartsWith(_prefix, StringComparison.Ordinal))
        {
            return false;
        }

        switch (rawKey[_prefix.Length..])
        {
            case CacheKeys.View or CacheKeys.LastCycle or CacheKeys.CandidateCount:
                return _view is not null;
            case CacheKeys.CandleOwners:
                return _owners.Count > 0;
            case CacheKeys.ActiveTokens:
                return _view is { ActiveTokens.Count: > 0 };
        }

        lock (_gate)
        {
            return _scores.TryGet(rawKey, out _) || _candles.TryGet(rawKey, out _) || _answers.Contains(rawKey);
        }
    }

    private void Merge(CandleUpdate update, TimeSpan lifetime)
    {
        var key = _prefix + CacheKeys.Candles(update.CandlesKey, update.Interval);
        if (update.Replace)
        {
            _candles.Remove(key);
        }

        if (update.Candles.Count == 0)
        {
            return;
        }

        var existing = _candles.TryGet(key, out var found) ? found : [];
        if (!update.Follows(existing.Count > 0 ? existing[^1].Timestamp : null))
        {
            return;
        }

        var merged = CandleMerge.Merge(existing, update.Candles, update.Interval, CandleSpans.Count(update.Interval));
        _candles.Set(key, merged, merged.Count, lifetime);
    }
}
