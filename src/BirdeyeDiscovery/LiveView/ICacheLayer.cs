using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery.Caching;

/// <summary>
/// The fast, disposable view: cached answers of the API and the live state for bots. It may be lost at any moment without the loss of a
/// fact.
/// </summary>
/// <remarks>Callers do not see a fault of the cache: a read is a miss, a write is dropped and reported. Only cancellation throws.</remarks>
public interface ICacheLayer
{
    /// <summary>Gets a value indicating whether other hosts see what this host publishes; only the leader publishes in this case.</summary>
    bool IsShared { get; }

    /// <summary>
    /// Begins the cache budget of an operation of the engine, such as a cycle: until it ends, the calls of this execution context wait for
    /// the cache no longer in total than the cache allows.
    /// </summary>
    /// <remarks>
    /// A layer that wraps another one has to forward this call; otherwise a cycle waits for a hanging cache once for each of its calls.
    /// </remarks>
    /// <returns>The budget, which ends when it is disposed; <see langword="null"/> for a cache that needs no wait.</returns>
    IDisposable? BeginTurn();

    /// <summary>Gets a cached answer, or calls its source once, however many callers miss at the same time.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="key">The key from <see cref="CacheKeys"/>, without prefix.</param>
    /// <param name="lifetime">How long an answer lives.</param>
    /// <param name="typeInfo">How the answer is written as JSON.</param>
    /// <param name="source">The source. Only a reading with a value is cached, so a failure or "unknown" is requested again.</param>
    /// <param name="cancellationToken">
    /// Cancels this caller's wait; the call to the source continues while another caller waits for it.
    /// </param>
    /// <returns>The reading, with the time at which its source answered.</returns>
    ValueTask<Reading<T>> GetOrReadAsync<T>(
        string key,
        TimeSpan lifetime,
        JsonTypeInfo<T> typeInfo,
        Func<CancellationToken, ValueTask<Reading<T>>> source,
        CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Publishes a committed cycle in one batch: scores, candles, active tokens and the view.</summary>
    /// <param name="update">What to publish.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the cycle is published or the attempt is abandoned.</returns>
    ValueTask PublishAsync(LiveUpdate update, CancellationToken cancellationToken = default);

    /// <summary>Extends the lifetime of published scores while a long cycle runs; expired scores stay expired.</summary>
    /// <param name="addresses">The mint addresses.</param>
    /// <param name="lifetime">The new lifetime from now.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the extension is done or abandoned.</returns>
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
    /// <param name="candlesKey">
    /// The name under which they are stored: <see cref="TokenScoreView.CandlesKey"/>, a symbol or an address.
    /// </param>
    /// <param name="interval">The interval.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The candles; an empty list if there are none.</returns>
    ValueTask<IReadOnlyList<Candle>> GetCandlesAsync(
        string candlesKey,
        CandleInterval interval,
        CancellationToken cancellationToken = default);

    /// <summary>Gets the newest of the published candles of a token, oldest first.</summary>
    /// <param name="candlesKey">The name under which they are stored.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="count">The maximum number of candles; at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The candles; an empty list if there are none.</returns>
    async ValueTask<IReadOnlyList<Candle>> GetNewestCandlesAsync(
        string candlesKey,
        CandleInterval interval,
        int count,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var all = await GetCandlesAsync(candlesKey, interval, cancellationToken).ConfigureAwait(false);
        return all.Count <= count ? all : [.. all.Skip(all.Count - count)];
    }

    /// <summary>Gets the owners of the candle lists, as published.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The address by name, empty when none was published, or <see langword="null"/> when it is not known at present.</returns>
    ValueTask<IReadOnlyDictionary<string, string>?> GetCandleOwnersAsync(CancellationToken cancellationToken = default);

    /// <summary>Gets the addresses of the active tokens as published.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The addresses, in no particular order.</returns>
    ValueTask<IReadOnlyCollection<string>> GetActiveTokensAsync(CancellationToken cancellationToken = default);
}
