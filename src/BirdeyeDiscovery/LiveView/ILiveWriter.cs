namespace BirdeyeDiscovery.Caching;

/// <summary>Accepts what an engine publishes, and returns the candle lists that the engine continues.</summary>
public interface ILiveWriter
{
    /// <summary>Gets a value indicating whether other hosts see what this host publishes; only the leader publishes in this case.</summary>
    bool IsShared { get; }

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

    /// <summary>Gets the owners of the candle lists, as published.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The address by name, empty when none was published, or <see langword="null"/> when it is not known at present.</returns>
    ValueTask<IReadOnlyDictionary<string, string>?> GetCandleOwnersAsync(CancellationToken cancellationToken = default);

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
}
