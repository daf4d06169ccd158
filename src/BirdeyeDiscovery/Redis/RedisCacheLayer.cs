using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>The live view in Redis, which hosts share and programs in any language read.</summary>
internal sealed class RedisCacheLayer : ICacheLayer
{
    /// <summary>The size in bytes above which a score is not read from Redis.</summary>
    internal const int MaxScore = 64 * 1024;

    /// <summary>The size in bytes above which a view is not read from Redis.</summary>
    internal const int MaxView = 16 * 1024 * 1024;

    private readonly RedisConnection _redis;
    private readonly TimeProvider _clock;
    private readonly RedisAnswers _answers;
    private readonly RedisPublisher _publisher;
    private readonly LocalScores _scores;
    private readonly RedisLiveSource _live;

    /// <param name="redis">The connection to Redis.</param>
    /// <param name="localScores">How long a score that was read is served from memory.</param>
    /// <param name="clock">The clock.</param>
    public RedisCacheLayer(RedisConnection redis, TimeSpan localScores, TimeProvider clock)
    {
        _redis = redis;
        _clock = clock;
        _answers = new(redis, clock);
        _publisher = new(redis);
        _scores = new(localScores, clock);
        _live = new RedisLiveSource(redis, _scores, clock);
    }

    public bool IsShared => true;

    public IDisposable? BeginCycle()
    {
        _answers.WriteUnsent();
        return _redis.BeginBudget();
    }

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

    public async ValueTask PublishAsync(LiveUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        cancellationToken.ThrowIfCancellationRequested();
        await _publisher.PublishAsync(update, cancellationToken).ConfigureAwait(false);
        _scores.Clear();
    }

    public async ValueTask ExtendScoresAsync(
        IReadOnlyCollection<string> addresses,
        TimeSpan lifetime,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        var keys = addresses.Select(address => _redis.Key(CacheKeys.Score(address))).ToArray();
        await _redis.TryAsync(
            "extend scores",
            database => Task.WhenAll(keys.Select(key => database.KeyExpireAsync(key, lifetime))),
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<LiveView?> GetViewAsync(CancellationToken cancellationToken = default)
    {
        var view = await GetJsonAsync(CacheKeys.View, MaxView, CacheJsonContext.Live.LiveView, cancellationToken).ConfigureAwait(false);
        return view is not null && IsPlausible(CacheKeys.View, view.IsPlausible()) ? view : null;
    }

    public ValueTask<TokenScoreView?> GetScoreAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        cancellationToken.ThrowIfCancellationRequested();
        return _scores.TryGet(address, out var score)
            ? ValueTask.FromResult<TokenScoreView?>(score)
            : FetchScoreAsync(address, cancellationToken);
    }

    public ValueTask<IReadOnlyList<Candle>> GetCandlesAsync(
        string candlesKey,
        CandleInterval interval,
        CancellationToken cancellationToken = default) =>
        GetNewestCandlesAsync(candlesKey, interval, CandleSpans.Count(interval), cancellationToken);

    public async ValueTask<IReadOnlyList<Candle>> GetNewestCandlesAsync(
        string candlesKey,
        CandleInterval interval,
        int count,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candlesKey);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var key = _redis.Key(CacheKeys.Candles(candlesKey, interval));
        var rows = await _redis.TrySpareAsync(
            "read candles",
            database => RedisFaults.OrWhenWrongTypeAsync(database.ListRangeAsync(key, -count), []),
            cancellationToken).ConfigureAwait(false);
        if (!rows.TryGet(out var read))
        {
            return [];
        }

        var candles = CandleJson.Read(read, interval, out var isSound);
        if (!isSound || IsAhead(candles))
        {
            // An unsound candle list in Redis is dropped, because a partly wrong list is worse than none. So is a list that ends in the far
            // future, because no present candle could be added after its last one.
            await DropAsync("candles", key, cancellationToken).ConfigureAwait(false);
            return [];
        }

        return candles;
    }

    public async ValueTask<IReadOnlyCollection<string>> GetActiveTokensAsync(CancellationToken cancellationToken = default)
    {
        var key = _redis.Key(CacheKeys.ActiveTokens);
        var members = await _redis.TryAsync(
            "read the active tokens",
            database => RedisFaults.OrWhenWrongTypeAsync(database.SetMembersAsync(key), []),
            cancellationToken).ConfigureAwait(false);
        return members.TryGet(out var addresses)
            ? [.. addresses.Select(static address => (string)address!).Where(TokenAddress.IsValid)]
            : [];
    }

    public async ValueTask<IReadOnlyDictionary<string, string>?> GetCandleOwnersAsync(CancellationToken cancellationToken = default)
    {
        var key = _redis.Key(CacheKeys.CandleOwners);
        var owners = await _redis.TryAsync(
            "read the owners of candles",
            database => RedisFaults.OrWhenWrongTypeAsync(database.HashGetAllAsync(key), []),
            cancellationToken).ConfigureAwait(false);
        return owners.TryGet(out var fields)
            ? new ReadOnlyDictionary<string, string>(fields
                .Where(static field => TokenAddress.IsValid(field.Value))
                .ToDictionary(static field => (string)field.Name!, static field => (string)field.Value!, StringComparer.Ordinal))
            : null;
    }

    public bool TryGetScore(string address, [NotNullWhen(true)] out TokenScoreView? score) => _live.TryGetScore(address, out score);

    public ValueTask<LiveRead<TokenScoreView>> ReadScoreAsync(string address, CancellationToken cancellationToken = default) =>
        _live.ReadScoreAsync(address, cancellationToken);

    public ValueTask<LiveRead<LiveView>> ReadViewAsync(CancellationToken cancellationToken = default) =>
        _live.ReadViewAsync(cancellationToken);

    public ValueTask<LiveRead<IReadOnlyList<Candle>>> ReadCandlesAsync(
        string address, CandleInterval interval, CancellationToken cancellationToken = default) =>
            _live.ReadCandlesAsync(address, interval, cancellationToken);

    public IAsyncDisposable Listen(Action changed) => _live.Listen(changed);

    private async ValueTask<TokenScoreView?> FetchScoreAsync(string address, CancellationToken cancellationToken)
    {
        var asked = _clock.GetTimestamp();
        var score = await GetJsonAsync(
            CacheKeys.Score(address),
            MaxScore,
            CacheJsonContext.Live.TokenScoreView,
            cancellationToken).ConfigureAwait(false);
        if (score is not { Version: TokenScoreView.CurrentVersion } || !string.Equals(score.Address, address, StringComparison.Ordinal))
        {
            return null;
        }

        if (!IsPlausible("score", score.IsPlausible()))
        {
            return null;
        }

        await _live.KeepAsync(score, asked).ConfigureAwait(false);
        return score;
    }

    private bool IsAhead(List<Candle> candles) =>
        candles.Count > 0 && !Plausible.IsTime(DateTimeOffset.FromUnixTimeSeconds(candles[^1].Timestamp), _clock.GetUtcNow());

    // An implausible entry of the live view in Redis is reported and not deleted, because the next cycle overwrites it.
    private bool IsPlausible(string family, bool isPlausible)
    {
        if (!isPlausible)
        {
            _redis.ReportUnreadable(family);
        }

        return isPlausible;
    }

    // Reads one byte more than allowed from Redis, which detects an oversized entry without reading all of it.
    private async ValueTask<T?> GetJsonAsync<T>(string name, int maxLength, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken)
        where T : class
    {
        var key = _redis.Key(name);
        var text = await _redis.TryAsync(
            "read the live view",
            database => RedisFaults.OrWhenWrongTypeAsync(database.StringGetRangeAsync(key, 0, maxLength), "not a string"),
            cancellationToken).ConfigureAwait(false);
        if (!text.TryGet(out var value) || value.IsNullOrEmpty)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(((ReadOnlyMemory<byte>)value).Span, typeInfo);
        }
        catch (JsonException)
        {
            await DropAsync(name == CacheKeys.View ? name : "score", key, cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    private async ValueTask DropAsync(string family, RedisKey key, CancellationToken cancellationToken)
    {
        _redis.ReportUnreadable(family);
        await _redis.TryAsync("delete an entry", database => database.KeyDeleteAsync(key), cancellationToken).ConfigureAwait(false);
    }
}
