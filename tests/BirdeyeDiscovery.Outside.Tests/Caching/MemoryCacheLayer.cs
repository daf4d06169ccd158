using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>A cache layer over a dictionary: cached answers, the published cycle and the candle lists.</summary>
/// <param name="memory">Where everything is kept.</param>
/// <param name="prefix">What stands before every key.</param>
/// <param name="clock">The clock.</param>
internal sealed class MemoryCacheLayer(Memory memory, string prefix, TimeProvider clock) : ICacheLayer
{
    private static readonly CandleInterval[] Intervals = Enum.GetValues<CandleInterval>();

    private readonly SharedCalls _calls = new();
    private readonly Lock _publishing = new();

    public bool IsShared => false;

    // Answers: kept as JSON, so that no reader can change what another one gets.
    public async ValueTask<Reading<T>> GetOrReadAsync<T>(
        string key,
        TimeSpan lifetime,
        JsonTypeInfo<T> typeInfo,
        Func<CancellationToken, ValueTask<Reading<T>>> source,
        CancellationToken cancellationToken = default)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Find(key, typeInfo) is { } cached)
        {
            return cached;
        }

        var reading = (Reading<T>)await _calls.RunAsync(
            $"{typeof(T)} {key}",
            async abandoned =>
            {
                var answer = await source(abandoned);
                if (answer.Value is { } value && !abandoned.IsCancellationRequested)
                {
                    memory.Set(prefix + key, new KeptAnswer(JsonSerializer.SerializeToUtf8Bytes(value, typeInfo), answer.AsOf), lifetime);
                }

                return answer;
            },
            cancellationToken);
        return reading.Value is null ? reading : Find(key, typeInfo) ?? reading;
    }

    // Publishing: the candle lists first, then the scores and the view, under one lock so that no reader sees two cycles at once.
    public ValueTask PublishAsync(LiveUpdate update, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_publishing)
        {
            foreach (var name in update.DroppedCandleKeys)
            {
                Array.ForEach(Intervals, interval => memory.Remove(ListKey(name, interval)));
            }

            foreach (var candles in update.Candles)
            {
                Merge(candles, update.CandlesLifetime);
            }

            if (update.CandleOwners is { } owners)
            {
                memory.Set(prefix + CacheKeys.CandleOwners, new Dictionary<string, string>(owners, StringComparer.Ordinal));
            }

            foreach (var score in update.View.Scores)
            {
                memory.Set(prefix + CacheKeys.Score(score.Address), score, update.ScoreLifetime);
            }

            // A copy, because the lists belong to the publisher.
            var view = update.View with { ActiveTokens = [.. update.View.ActiveTokens], Scores = [.. update.View.Scores] };
            memory.Set(prefix + CacheKeys.View, new Published(view, clock.GetUtcNow(), update.ViewLifetime));
        }

        return default;
    }

    public ValueTask ExtendScoresAsync(IReadOnlyCollection<string> addresses, TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_publishing)
        {
            foreach (var key in addresses.Select(address => prefix + CacheKeys.Score(address)))
            {
                if (memory.Get<TokenScoreView>(key) is { } score)
                {
                    memory.Set(key, score, lifetime);
                }
            }
        }

        return default;
    }

    public ValueTask<IReadOnlyDictionary<string, string>?> GetCandleOwnersAsync(CancellationToken cancellationToken = default) => new(Owners());

    public ValueTask<IReadOnlyList<Candle>> GetCandlesAsync(string candlesKey, CandleInterval interval, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(memory.Get<IReadOnlyList<Candle>>(ListKey(candlesKey, interval)) ?? []);
    }

    // Reading: what ILiveReader asks for. The cache says whether the view is fresh, so the clock of a reader does not matter.
    public ValueTask<LiveRead<LiveView>> ReadViewAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var published = memory.Get<Published>(prefix + CacheKeys.View);
        return new(LiveRead<LiveView>.Of(published?.View) with { IsFresh = published?.IsFresh(clock.GetUtcNow()) });
    }

    public ValueTask<LiveRead<TokenScoreView>> ReadScoreAsync(string address, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(LiveRead<TokenScoreView>.Of(memory.Get<TokenScoreView>(prefix + CacheKeys.Score(address))));
    }

    public ValueTask<LiveRead<IReadOnlyList<Candle>>> ReadCandlesAsync(
        string address, CandleInterval interval, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_publishing)
        {
            var published = memory.Get<Published>(prefix + CacheKeys.View);
            var name = Owners().FirstOrDefault(owner => owner.Value == address).Key;
            var candles = name is null ? null : memory.Get<IReadOnlyList<Candle>>(ListKey(name, interval));
            return new(LiveRead<IReadOnlyList<Candle>>.Of(candles) with
            {
                IsFresh = published?.IsFresh(clock.GetUtcNow()),
                Cycle = published?.View.CycleTimestamp,
            });
        }
    }

    private Dictionary<string, string> Owners() => memory.Get<Dictionary<string, string>>(prefix + CacheKeys.CandleOwners) ?? [];

    private string ListKey(string name, CandleInterval interval) => prefix + CacheKeys.Candles(name, interval);

    private void Merge(CandleUpdate update, TimeSpan lifetime)
    {
        var key = ListKey(update.CandlesKey, update.Interval);
        if (update.MergeInto(memory.Get<IReadOnlyList<Candle>>(key) ?? []) is { } merged)
        {
            memory.Set(key, merged, lifetime);
        }
        else if (update.Replace)
        {
            memory.Remove(key);
        }
    }

    private Reading<T>? Find<T>(string key, JsonTypeInfo<T> typeInfo)
        where T : class =>
        memory.Get<KeptAnswer>(prefix + key) is { } kept && JsonSerializer.Deserialize(kept.Json, typeInfo) is { } value
            ? Reading<T>.Of(value, kept.AsOf)
            : null;

    private sealed record KeptAnswer(byte[] Json, DateTimeOffset AsOf);

    private sealed record Published(LiveView View, DateTimeOffset At, TimeSpan? Lifetime)
    {
        public bool? IsFresh(DateTimeOffset now) => Lifetime is { } lifetime ? now - At < lifetime : null;
    }
}
