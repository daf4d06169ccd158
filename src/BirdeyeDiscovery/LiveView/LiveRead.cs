namespace BirdeyeDiscovery;

/// <summary>What a source of the live view said to one question.</summary>
internal readonly record struct LiveRead<T>(LiveAnswerKind Kind, T? Value)
    where T : class
{
    /// <summary>
    /// Gets whether what was published is fresh by the clock of the cache, where its lifetime ends; null where the publisher gave no lifetime. No clock of a
    /// reader has a part in it.
    /// </summary>
    public bool? IsFresh { get; init; }

    /// <summary>Gets the time of the cycle that was published last, where the cache tells it.</summary>
    public DateTimeOffset? Cycle { get; init; }

    public static LiveRead<T> Of(T? value) => new(value is null ? LiveAnswerKind.Missing : LiveAnswerKind.Found, value);
}
