namespace BirdeyeDiscovery.Caching;

/// <summary>What one committed cycle publishes.</summary>
public sealed record LiveUpdate
{
    /// <summary>Gets the view.</summary>
    public required LiveView View { get; init; }

    /// <summary>Gets the candles to merge, by token.</summary>
    public IReadOnlyList<CandleUpdate> Candles { get; init; } = [];

    /// <summary>Gets the names whose candle lists are deleted, before the lists of <see cref="Candles"/> are written.</summary>
    public IReadOnlyList<string> DroppedCandleKeys { get; init; } = [];

    /// <summary>Gets which token owns which list after this update, address by name, or <see langword="null"/> when that stays as it is.</summary>
    public IReadOnlyDictionary<string, string>? CandleOwners { get; init; }

    /// <summary>
    /// Gets how long the view is fresh, counted from its publication by the clock of the cache; zero when it is stale already. <see langword="null"/> when
    /// nobody said: readers then go by the time of the cycle and their own clock.
    /// </summary>
    public TimeSpan? ViewLifetime { get; init; }

    /// <summary>Gets how long a score lives; it is fresh for as long.</summary>
    public required TimeSpan ScoreLifetime { get; init; }

    /// <summary>Gets how long a candle list lives.</summary>
    public required TimeSpan CandlesLifetime { get; init; }
}
