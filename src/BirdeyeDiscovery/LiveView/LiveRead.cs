using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Caching;

/// <summary>What a cache said to one question about the live view. The default value says that it did not answer.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[DebuggerDisplay("{Kind}: {Value}")]
public readonly struct LiveRead<T>
    where T : class
{
    /// <summary>Initializes an answer from its parts, as a serializer does; <see cref="Of"/> is shorter.</summary>
    /// <param name="kind">The kind of the answer.</param>
    /// <param name="value">The value, which a <see cref="LiveAnswerKind.Found"/> answer alone has.</param>
    /// <exception cref="JsonException">The parts contradict each other.</exception>
    [JsonConstructor]
    public LiveRead(LiveAnswerKind kind, T? value)
    {
        if (kind is not (LiveAnswerKind.Found or LiveAnswerKind.Missing or LiveAnswerKind.Unavailable))
        {
            throw new JsonException(
                $"An answer of a cache of the kind {kind} does not exist; the kinds are Found, Missing and Unavailable.");
        }

        if (kind == LiveAnswerKind.Found != value is not null)
        {
            throw new JsonException($"An answer of a cache of the kind {kind} must have {(value is null ? "a" : "no")} value.");
        }

        Kind = kind;
        Value = value;
    }

    /// <summary>Gets whether there is a value, there is none, or the cache did not answer.</summary>
    public LiveAnswerKind Kind { get; }

    /// <summary>Gets the value, or <see langword="null"/> when there is none.</summary>
    public T? Value { get; }

    /// <summary>
    /// Gets whether what was published is fresh by the clock of the cache, where <see cref="LiveUpdate.ViewLifetime"/> ends;
    /// <see langword="null"/> when the publisher gave no lifetime. The clock of the reader has no part in it.
    /// </summary>
    public bool? IsFresh { get; init; }

    /// <summary>Gets the time of the cycle that was published last, if the cache reports it.</summary>
    public DateTimeOffset? Cycle { get; init; }

    /// <summary>Makes the answer of a cache that was reached.</summary>
    /// <param name="value">The value, or <see langword="null"/> when the cache has none.</param>
    /// <returns>The answer.</returns>
    public static LiveRead<T> Of(T? value) => new(value is null ? LiveAnswerKind.Missing : LiveAnswerKind.Found, value);

    /// <summary>Gets the answer in one line.</summary>
    /// <returns>Such as <c>Missing</c>, or <c>Found: 3 values</c> for a list.</returns>
    public override string ToString() => Value is null ? Kind.ToString() : $"{Kind}: {PartText.Of(Value)}";
}
