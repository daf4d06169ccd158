using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery.Caching;

/// <summary>The fast, disposable view: cached answers of the API and the live state for bots. It may vanish at any moment without losing a fact.</summary>
/// <remarks>A fault of the cache is invisible to callers: a read misses, a write is dropped and reported. Only cancellation is thrown.</remarks>
public interface ICacheLayer
{
    /// <summary>Gets a value indicating whether other hosts see what this one publishes; then the leader alone does.</summary>
    bool IsShared { get; }

    /// <summary>Begins a turn of the engine, as a cycle is: the calls on this flow until its end wait for the cache no longer in all than the cache allows.</summary>
    /// <remarks>A layer around another one passes it on; without it a cycle waits for a cache that hangs once for each of its calls.</remarks>
    /// <returns>The turn, which ends when it is disposed; a cache that nobody waits for gives <see langword="null"/>.</returns>
    IDisposable? BeginTurn();

    /// <summary>Gets a cached answer, or asks its source once however many callers miss at the same time.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="key">The key from <see cref="CacheKeys"/>, without prefix.</param>
    /// <param name="lifetime">How long an answer lives.</param>
    /// <param name="typeInfo">How the answer is written as JSON.</param>
    /// <param name="source">The source; only a reading that holds a value is kept, so a failure or "unknown" is asked for again.</param>
    /// <param name="cancellationToken">Cancels this caller's wait; the source goes on while another caller waits for it.</param>
    /// <returns>The reading, with the time at which its source answered.</returns>
    ValueTask<Reading<T>> GetOrReadAsync<T>(
        string key,
        TimeSpan lifetime,
        JsonTypeInfo<T> typeInfo,
        Func<CancellationToken, ValueTask<Reading<T>>> source,
        CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Publishes a committed cycle in one batch: scores, candles, active tokens, the view.</summary>
    /// <param name="update">What to publish.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when it is published or given up.</returns>
    ValueTask PublishAsync(LiveUpdate update, CancellationToken cancellationToken = default);

    /// <summary>Lets published scores live on while a long cycle runs; scores that are gone stay gone.</summary>
    /// <param name="addresses">The mint addresses.</param>
    /// <param name="lifetime">The new lifetime from now.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when it is done or given up.</returns>
    ValueTask ExtendScoresAsync(IReadOnlyCollection<string> addresses, TimeSpan lifetime, CancellationToken cancellationToken = default);

    /// <summary>Gets the whole last published cycle.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The view, never a mix of two cycles, or <see langword="null"/>.</returns>
    ValueTask<LiveView?> GetViewAsync(CancellationToken cancellationToken = default);

    /// <summary>Gets the published score of a token.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The score, or <see langword="null"/> when there is none or it expired.</returns>
    ValueTask<TokenScoreView?> GetScoreAsync(string address, CancellationToken cancellationToken = default);

    /// <summary>Gets the published candles of a token, oldest first.</summary>
    /// <param name="candlesKey">The name under which they are kept: <see cref="TokenScoreView.CandlesKey"/>, a symbol or an address.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The candles; none when there are none.</returns>
    ValueTask<IReadOnlyList<Candle>> GetCandlesAsync(string candlesKey, CandleInterval interval, CancellationToken cancellationToken = default);

    /// <summary>Gets the newest of the published candles of a token, oldest first.</summary>
    /// <param name="candlesKey">The name under which they are kept.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="count">How many at most; at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The candles; none when there are none.</returns>
    async ValueTask<IReadOnlyList<Candle>> GetNewestCandlesAsync(string candlesKey, CandleInterval interval, int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var all = await GetCandlesAsync(candlesKey, interval, cancellationToken).ConfigureAwait(false);
        return all.Count <= count ? all : [.. all.Skip(all.Count - count)];
    }

    /// <summary>Gets which token owns which candle list, as published.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The address by name, empty when none was published, or <see langword="null"/> when it is not known at present.</returns>
    ValueTask<IReadOnlyDictionary<string, string>?> GetCandleOwnersAsync(CancellationToken cancellationToken = default);

    /// <summary>Gets the addresses of the active tokens as published.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The addresses, in no particular order.</returns>
    ValueTask<IReadOnlyCollection<string>> GetActiveTokensAsync(CancellationToken cancellationToken = default);
}
