using System.Diagnostics;

namespace BirdeyeDiscovery.Caching;

/// <summary>What a cache said to one question about the live view. The default value says that it did not answer.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[DebuggerDisplay("{Kind}: {Value}")]
public readonly struct LiveRead<T>
    where T : class
{
    private LiveRead(LiveAnswerKind kind, T? value)
    {
        Kind = kind;
        Value = value;
    }

    /// <summary>Gets whether there is a value, there is none, or the cache did not answer.</summary>
    public LiveAnswerKind Kind { get; }

    /// <summary>Gets the value, or <see langword="null"/> when there is none.</summary>
    public T? Value { get; }

    /// <summary>
    /// Gets whether what was published is fresh by the clock of the cache, where <see cref="LiveUpdate.ViewLifetime"/> ends; <see langword="null"/> when
    /// the publisher gave no lifetime. The clock of the reader has no part in it.
    /// </summary>
    public bool? IsFresh { get; init; }

    /// <summary>Gets the time of the cycle that was published last, if the cache reports it.</summary>
    public DateTimeOffset? Cycle { get; init; }

    /// <summary>Makes the answer of a cache that was reached.</summary>
    /// <param name="value">The value, or <see langword="null"/> when the cache has none.</param>
    /// <returns>The answer.</returns>
    public static LiveRead<T> Of(T? value) => new(value is null ? LiveAnswerKind.Missing : LiveAnswerKind.Found, value);
}
