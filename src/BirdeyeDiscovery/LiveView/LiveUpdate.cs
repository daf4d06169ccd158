namespace BirdeyeDiscovery.Caching;

/// <summary>The publication of one committed cycle.</summary>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
public sealed record LiveUpdate
{
    /// <summary>Gets the view.</summary>
    public required LiveView View { get; init; }

    /// <summary>Gets the candles to merge, by token.</summary>
    public IReadOnlyList<CandleUpdate> Candles { get; init; } = [];

    /// <summary>Gets the names whose candle lists are deleted before the lists of <see cref="Candles"/> are written.</summary>
    public IReadOnlyList<string> DroppedCandleKeys { get; init; } = [];

    /// <summary>
    /// Gets the owners of the lists after this update, address by name, or <see langword="null"/> to leave them unchanged.
    /// </summary>
    public IReadOnlyDictionary<string, string>? CandleOwners { get; init; }

    /// <summary>
    /// Gets how long the view is fresh, counted from its publication by the clock of the cache; zero when it is already stale.
    /// <see langword="null"/> when it is not specified: readers then compare the time of the cycle with their own clock.
    /// </summary>
    public TimeSpan? ViewLifetime { get; init; }

    /// <summary>Gets the lifetime of a score, which is also how long it is fresh.</summary>
    public required TimeSpan ScoreLifetime { get; init; }

    /// <summary>Gets the lifetime of a candle list.</summary>
    public required TimeSpan CandlesLifetime { get; init; }
}
