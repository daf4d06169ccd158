namespace BirdeyeDiscovery;

/// <summary>Takes what an engine publishes, and gives back the candle lists that the engine continues.</summary>
public interface ILiveWriter
{
    /// <summary>Gets a value indicating whether other hosts see what this one publishes; then the leader alone does.</summary>
    bool IsShared { get; }

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

    /// <summary>Gets which token owns which candle list, as published.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The address by name, empty when none was published, or <see langword="null"/> when it is not known at present.</returns>
    ValueTask<IReadOnlyDictionary<string, string>?> GetCandleOwnersAsync(CancellationToken cancellationToken = default);

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
    async ValueTask<IReadOnlyList<Candle>> GetNewestCandlesAsync(
        string candlesKey, CandleInterval interval, int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var all = await GetCandlesAsync(candlesKey, interval, cancellationToken).ConfigureAwait(false);
        return all.Count <= count ? all : [.. all.Skip(all.Count - count)];
    }
}
