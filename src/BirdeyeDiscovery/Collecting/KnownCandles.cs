using System.Collections.Concurrent;

namespace BirdeyeDiscovery;

/// <summary>
/// The cached candles that collecting a cycle continues, read once per cycle. A list counts as a token's only while the token is recorded
/// as its owner.
/// </summary>
internal sealed class KnownCandles(ICacheLayer cache)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<Candle>> _fiveMinutes = new(StringComparer.Ordinal);
    private Task<Dictionary<string, string>?>? _names;

    /// <summary>
    /// Gets for collecting the name of each token's cached candle lists by address; <see langword="null"/> when the cache does not answer.
    /// </summary>
    public async ValueTask<IReadOnlyDictionary<string, string>?> NamesAsync(CancellationToken cancellationToken)
    {
        // Two steps that collect a cycle may both start this read, because there is no lock. Both get the same names, so the only cost is
        // one more call to the cache.
        var names = _names ??= ReadNamesAsync(cancellationToken);
        return await names.ConfigureAwait(false);
    }

    /// <summary>Gets the cached five-minute candles of a token for collecting; empty when none are known.</summary>
    public async ValueTask<IReadOnlyList<Candle>> FiveMinutesAsync(string address, CancellationToken cancellationToken)
    {
        if (_fiveMinutes.TryGetValue(address, out var read))
        {
            return read;
        }

        var names = await NamesAsync(cancellationToken).ConfigureAwait(false);
        var candles = names?.GetValueOrDefault(address) is { } name
            ? await cache.GetCandlesAsync(name, CandleInterval.FiveMinutes, cancellationToken).ConfigureAwait(false)
            : [];
        return _fiveMinutes.GetOrAdd(address, candles);
    }

    private async Task<Dictionary<string, string>?> ReadNamesAsync(CancellationToken cancellationToken) =>
        await cache.GetCandleOwnersAsync(cancellationToken).ConfigureAwait(false) is { } owners
            ? owners
                .DistinctBy(static owner => owner.Value)
                .ToDictionary(static owner => owner.Value, static owner => owner.Key, StringComparer.Ordinal)
            : null;
}
