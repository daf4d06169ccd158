using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>
/// Reads the live view in Redis for a reader that may have no write permission: it never deletes an entry, whatever the entry holds.
/// </summary>
internal sealed class RedisLiveSource
{
    private const int MaxNames = 10_000;
    private const string Purpose = "read the live view";

    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private readonly RedisConnection _redis;
    private readonly LocalScores _scores;
    private readonly TimeProvider _clock;
    private readonly SingleFlight<string, LiveRead<TokenScoreView>> _scoreCalls = new(StringComparer.Ordinal);
    private readonly SingleFlight<string, LiveRead<LiveView>> _viewCalls = new(StringComparer.Ordinal);
    private readonly SingleFlight<(string Address, CandleInterval Interval), LiveRead<IReadOnlyList<Candle>>> _candleCalls = new();

    // The names under which Redis has the candles of addresses, kept in memory. Names hardly ever change, and each reply is checked against
    // the hash of owners in Redis.
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Parsed> _parsed = new(StringComparer.Ordinal);
    private long _lastCycle;
    private long _viewReadAt = long.MinValue / 2;

    // Whether the view in Redis states how long it is fresh; a leader of an older version does not write that.
    private volatile bool _tellsFreshness;
    private volatile Told? _told;
    private volatile FirstSight? _first;

    public RedisLiveSource(RedisConnection redis, LocalScores scores, TimeProvider clock)
    {
        _redis = redis;
        _scores = scores;
        _clock = clock;
    }

    public bool TryGetScore(string address, [NotNullWhen(true)] out TokenScoreView? score) => _scores.TryGet(address, out score);

    public ValueTask<LiveRead<TokenScoreView>> ReadScoreAsync(string address, CancellationToken cancellationToken) =>
        _scoreCalls.RunAsync(
            address, (Source: this, address), static (asked, _) => asked.Source.AskScoreAsync(asked.address), cancellationToken);

    public ValueTask<LiveRead<LiveView>> ReadViewAsync(CancellationToken cancellationToken) =>
        _viewCalls.RunAsync(CacheKeys.View, this, static (source, _) => source.AskViewAsync(), cancellationToken);

    public ValueTask<LiveRead<IReadOnlyList<Candle>>> ReadCandlesAsync(
        string address,
        CandleInterval interval,
        CancellationToken cancellationToken) =>
        _candleCalls.RunAsync(
            (address, interval),
            (Source: this, address, interval),
            static (asked, _) => asked.Source.AskCandlesAsync(asked.address, asked.interval),
            cancellationToken);

    public ILiveHints Listen(Action changed) => new RedisHints(_redis, () =>
    {
        _scores.Clear();
        _told = null;
        changed();
    });

    private async ValueTask<LiveRead<TokenScoreView>> AskScoreAsync(string address)
    {
        var asked = _clock.GetTimestamp();
        var freshness = RecentCycleAsync(asked);
        var answer = await TextAsync(CacheKeys.Score(address), RedisCacheLayer.MaxScore).ConfigureAwait(false);
        var cycle = await freshness.ConfigureAwait(false);

        // A score in Redis changes once a cycle and is read many times in between, so an unchanged text is not parsed again.
        var text = answer.TryGet(out var found) ? (ReadOnlyMemory<byte>)found : default;
        if (!text.IsEmpty && _parsed.TryGetValue(address, out var before) && text.Span.SequenceEqual(before.Text.Span))
        {
            return await JudgeAsync(before.Score, cycle, asked).ConfigureAwait(false);
        }

        var read = Read(answer, ScoreJson.Read);
        if (read.Value is not { } score)
        {
            return read;
        }

        if (score.Version != TokenScoreView.CurrentVersion || !string.Equals(score.Address, address, StringComparison.Ordinal))
        {
            return default;
        }

        if (!score.IsPlausible())
        {
            _redis.ReportUnreadable("score");
            return default;
        }

        if (_parsed.Count >= MaxNames)
        {
            _parsed.Clear();
        }

        _parsed[address] = new Parsed(text, score);
        return await JudgeAsync(score, cycle, asked).ConfigureAwait(false);
    }

    /// <summary>Keeps a score from Redis in memory, unless it may be from another time than it states.</summary>
    internal async ValueTask KeepAsync(TokenScoreView score, long asked) =>
        await JudgeAsync(score, await RecentCycleAsync(asked).ConfigureAwait(false), asked).ConfigureAwait(false);

    private async ValueTask<LiveRead<TokenScoreView>> JudgeAsync(TokenScoreView score, DateTimeOffset? cycle, long asked)
    {
        // The leader writes the scores of a cycle to Redis before the time of the cycle. A score that is newer than the time which this
        // reader knows may belong to a publication that is just ending, so the time is read again.
        if (score.Timestamp > cycle?.ToUnixTimeSeconds())
        {
            cycle = await TellAsync(asked).ConfigureAwait(false);
        }

        bool? isFresh = cycle is not null ? true : await TellsFreshnessAsync(asked).ConfigureAwait(false) ? false : null;
        var time = DateTimeOffset.FromUnixTimeSeconds(score.Timestamp);
        if (isFresh is null ? Plausible.IsTime(time, _clock.GetUtcNow()) : time <= cycle)
        {
            _scores.Set(score.Address, score, asked);
        }

        return LiveRead<TokenScoreView>.Of(score) with { IsFresh = isFresh, Cycle = cycle };
    }

    private async ValueTask<LiveRead<LiveView>> AskViewAsync()
    {
        // The time of the fresh cycle is requested from Redis before the view, so that the view is of that cycle or a newer one.
        var asked = _clock.GetTimestamp();
        var freshness = FreshCycleAsync();
        var answer = await TextAsync(CacheKeys.View, RedisCacheLayer.MaxView).ConfigureAwait(false);
        var cycle = await freshness.ConfigureAwait(false);
        var read = Read(answer, static json => JsonSerializer.Deserialize(json, CacheJsonContext.Live.LiveView));
        if (read.Value is not { } view)
        {
            return read;
        }

        if (!view.IsPlausible())
        {
            _redis.ReportUnreadable(CacheKeys.View);
            return default;
        }

        // A caller that has seen the view of a cycle in Redis must not get scores of the previous one, so the local scores are cleared.
        if (Interlocked.Exchange(ref _lastCycle, view.CycleTimestamp.UtcTicks) != view.CycleTimestamp.UtcTicks)
        {
            _scores.Clear();
        }

        // The leader writes the view to Redis before the time of its cycle. If the two differ, the view may belong to a publication that is
        // just ending, so the time is read again.
        if (cycle is not null && cycle.Value.ToUnixTimeMilliseconds() != view.CycleTimestamp.ToUnixTimeMilliseconds())
        {
            cycle = await FreshCycleAsync().ConfigureAwait(false);
        }

        // A leader of an older version overwrites the view in Redis but not the freshness key, which then belongs to an earlier view. The
        // key therefore counts only for a view that states its freshness.
        _tellsFreshness = view.FreshSeconds is not null;
        _told = new Told(cycle, asked);
        bool? isFresh = view.FreshSeconds is { } seconds ? cycle is not null && !IsOver(view.CycleTimestamp, seconds) : null;
        return read with { IsFresh = isFresh, Cycle = cycle };
    }

    // The freshness key expires in Redis. A key that does not expire was not written by a leader, so it counts, by elapsed time, no longer
    // than the view stated when its cycle was first seen.
    private bool IsOver(DateTimeOffset cycle, double freshSeconds)
    {
        var first = _first;
        if (first is null || first.Cycle != cycle)
        {
            _first = first = new FirstSight(cycle, TimeSpan.FromSeconds(freshSeconds) + Slack, _clock.GetTimestamp());
        }

        return _clock.GetElapsedTime(first.At) > first.Fresh;
    }

    // The time of the cycle is kept in memory as long as a score is, so that many reads of scores request it from Redis once.
    private ValueTask<DateTimeOffset?> RecentCycleAsync(long now) =>
        _told is { } told && _scores.IsWithinLifetime(told.At, now) ? new(told.Cycle) : TellAsync(now);

    private async ValueTask<DateTimeOffset?> TellAsync(long asked)
    {
        var cycle = await FreshCycleAsync().ConfigureAwait(false);
        _told = new Told(cycle, asked);
        return cycle;
    }

    // Gets the time of the last cycle while it is fresh by the clock of Redis, which lets the freshness key expire; null afterwards.
    private async ValueTask<DateTimeOffset?> FreshCycleAsync()
    {
        var key = _redis.Key(CacheKeys.Fresh);
        var answer = await TryAsync(
            database => RedisFaults.OrWhenWrongTypeAsync(database.StringGetAsync(key), RedisValue.Null)).ConfigureAwait(false);
        return answer.TryGet(out var text)
            && !text.IsNull
            && text.TryParse(out long milliseconds)
            && milliseconds is >= 0 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
    }

    // The candle list is read from Redis before its owner. A list that changes owner has no recorded owner until its new rows are written,
    // so a matching owner proves that the rows are of this token.
    private async ValueTask<LiveRead<IReadOnlyList<Candle>>> AskCandlesAsync(string address, CandleInterval interval)
    {
        for (var attempt = 0; attempt < 2; attempt++)
        {
            if (!_names.TryGetValue(address, out var name))
            {
                var owners = await TryAsync(
                    database =>
                        RedisFaults.OrWhenWrongTypeAsync(
                            database.HashGetAllAsync(_redis.Key(CacheKeys.CandleOwners)),
                            [])).ConfigureAwait(false);
                if (!owners.TryGet(out var fields))
                {
                    return default;
                }

                name = fields.FirstOrDefault(field => field.Value == address).Name;
                if (name is null)
                {
                    return LiveRead<IReadOnlyList<Candle>>.Of(null);
                }
            }

            var key = _redis.Key(CacheKeys.Candles(name, interval));
            var list = await TryAsync(
                database =>
                    RedisFaults.OrWhenWrongTypeAsync(
                        database.ListRangeAsync(key, -CandleSpans.Count(interval)),
                        [RedisValue.EmptyString])).ConfigureAwait(false);
            var freshness = FreshCycleAsync();
            var owner = await TryAsync(
                database =>
                    RedisFaults.OrWhenWrongTypeAsync(
                        database.HashGetAsync(_redis.Key(CacheKeys.CandleOwners), name),
                        RedisValue.Null)).ConfigureAwait(false);
            var cycle = await freshness.ConfigureAwait(false);
            if (!list.TryGet(out var rows) || !owner.TryGet(out var holder))
            {
                return default;
            }

            if (holder == address)
            {
                Remember(address, name);
                var candles = CandleJson.Read(rows, interval, out var isSound);
                if (!isSound)
                {
                    _redis.ReportUnreadable("candles");
                    return default;
                }

                var found = LiveRead<IReadOnlyList<Candle>>.Of(candles.Count == 0 ? null : candles.AsReadOnly());
                bool? isFresh = cycle is not null ? true : await TellsFreshnessAsync().ConfigureAwait(false) ? false : null;
                return found with { IsFresh = isFresh, Cycle = cycle };
            }

            _names.TryRemove(address, out _);
        }

        // In both attempts the owner of the candle list in Redis was not this token: the list is changing owner at this moment, so there is
        // no answer.
        return default;
    }

    // Only the view in Redis states whether the leader publishes its freshness. The view is therefore read here until one that states it
    // was seen.
    private async ValueTask<bool> TellsFreshnessAsync(long? asked = null)
    {
        if (!_tellsFreshness && !(asked is { } now && _scores.IsWithinLifetime(Interlocked.Read(ref _viewReadAt), now)))
        {
            Interlocked.Exchange(ref _viewReadAt, _clock.GetTimestamp());
            await ReadViewAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return _tellsFreshness;
    }

    private void Remember(string address, string name)
    {
        if (_names.Count >= MaxNames)
        {
            _names.Clear();
        }

        _names[address] = name;
    }

    private static LiveRead<T> Read<T>(RedisAnswer<RedisValue> answer, Func<ReadOnlySpan<byte>, T?> read)
        where T : class
    {
        if (!answer.TryGet(out var text))
        {
            return default;
        }

        if (text.IsNullOrEmpty)
        {
            return LiveRead<T>.Of(null);
        }

        try
        {
            return read(((ReadOnlyMemory<byte>)text).Span) is { } value ? LiveRead<T>.Of(value) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    // Reads one byte more than allowed from Redis, which detects an oversized entry without reading all of it.
    private ValueTask<RedisAnswer<RedisValue>> TextAsync(string name, int maxLength) => _redis.TryAsync(
        Purpose,
        (Key: _redis.Key(name), MaxLength: maxLength),
        static (database, asked) => database.StringGetRangeAsync(asked.Key, 0, asked.MaxLength),
        CancellationToken.None);

    private ValueTask<RedisAnswer<T>> TryAsync<T>(Func<IDatabase, Task<T>> work) => _redis.TryAsync(Purpose, work, CancellationToken.None);

    /// <summary>The time of the last cycle if it was fresh, and when that was requested from Redis.</summary>
    private sealed record Told(DateTimeOffset? Cycle, long At);

    /// <summary>A cycle, when its view was first seen in Redis, and how long it could be fresh from then on.</summary>
    private sealed record FirstSight(DateTimeOffset Cycle, TimeSpan Fresh, long At);

    /// <summary>A score and the text in Redis that it was read from.</summary>
    private sealed record Parsed(ReadOnlyMemory<byte> Text, TokenScoreView Score);
}
