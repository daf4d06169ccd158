namespace BirdeyeDiscovery;

/// <summary>The answer of a source of the live view to one read.</summary>
internal readonly record struct LiveRead<T>(LiveAnswerKind Kind, T? Value)
    where T : class
{
    /// <summary>
    /// Gets whether the published value is fresh by the clock of the cache, which expires it; null if the publisher gave no lifetime. It
    /// does not depend on the clock of the reader.
    /// </summary>
    public bool? IsFresh { get; init; }

    /// <summary>Gets the time of the cycle that was published last, if the cache reports it.</summary>
    public DateTimeOffset? Cycle { get; init; }

    public static LiveRead<T> Of(T? value) => new(value is null ? LiveAnswerKind.Missing : LiveAnswerKind.Found, value);
}
