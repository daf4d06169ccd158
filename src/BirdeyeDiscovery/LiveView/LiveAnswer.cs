using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>An answer of the live view: a value, "there is none", or no answer at all. The last two are never read as zero.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[DebuggerDisplay("{Kind}: {Value}")]
public readonly struct LiveAnswer<T>
{
    // The default is an answer that is not there, and such an answer is stale.
    private readonly bool _isFresh;

    /// <summary>
    /// Initializes an answer from its parts, as a serializer does and a test of a bot that replaces <see cref="ILiveReader"/>.
    /// </summary>
    /// <param name="kind">The kind of the answer.</param>
    /// <param name="value">The value, which a <see cref="LiveAnswerKind.Found"/> answer alone has.</param>
    /// <param name="asOf">The time of the data (UTC), which an <see cref="LiveAnswerKind.Unavailable"/> answer does not have.</param>
    /// <param name="isStale">Whether the answer is stale, as an <see cref="LiveAnswerKind.Unavailable"/> one always is.</param>
    /// <exception cref="JsonException">The parts contradict each other.</exception>
    [JsonConstructor]
    public LiveAnswer(LiveAnswerKind kind, T? value, DateTimeOffset? asOf, bool isStale)
    {
        if (Fault(kind, value, asOf, isStale) is { } fault)
        {
            throw new JsonException($"A live answer of the kind {kind} {fault}.");
        }

        Kind = kind;
        Value = value;
        AsOf = asOf;
        _isFresh = !isStale;
    }

    /// <summary>Gets the kind of the answer.</summary>
    public LiveAnswerKind Kind { get; }

    /// <summary>
    /// Gets the time of the data (UTC): that of the cycle, or for candles the end of the newest one, at most now; <see langword="null"/>
    /// when the cache did not answer.
    /// </summary>
    public DateTimeOffset? AsOf { get; }

    /// <summary>
    /// Gets a value indicating whether no newer cycle was published for the duration of two cycles (a cycle that overran its interval
    /// counts as long as it took), or whether this is not known. The cache measures that duration, so it does not depend on the clock of
    /// the reader. A stale value is still returned.
    /// </summary>
    public bool IsStale => !_isFresh;

    /// <summary>Gets the value, or <see langword="null"/> when there is none or the cache did not answer.</summary>
    public T? Value { get; }

    /// <summary>Gets the value.</summary>
    /// <param name="value">The value, if there is one.</param>
    /// <returns>Whether there is a value.</returns>
    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = Value;
        return Kind == LiveAnswerKind.Found;
    }

    /// <summary>Gets the answer in one line.</summary>
    /// <returns>Such as <c>Found as of 2026-03-01 12:00:00Z, stale: 3</c>; of a list, the number of its values.</returns>
    public override string ToString()
    {
        var asOf = AsOf is { } time ? string.Create(CultureInfo.InvariantCulture, $" as of {time:u}") : "";
        var stale = IsStale && Kind != LiveAnswerKind.Unavailable ? ", stale" : "";
        return $"{Kind}{asOf}{stale}{(Kind == LiveAnswerKind.Found ? ": " + PartText.Of(Value) : "")}";
    }

    internal static LiveAnswer<T> Of(T value, DateTimeOffset asOf, bool isStale) => new(LiveAnswerKind.Found, value, asOf, isStale);

    internal static LiveAnswer<T> Missing(DateTimeOffset asOf) => new(LiveAnswerKind.Missing, default, asOf, isStale: false);

    internal static LiveAnswer<T> Unavailable() => new(LiveAnswerKind.Unavailable, default, null, isStale: true);

    private static string? Fault(LiveAnswerKind kind, T? value, DateTimeOffset? asOf, bool isStale) => kind switch
    {
        LiveAnswerKind.Found when value is null => "must have a value",
        LiveAnswerKind.Found or LiveAnswerKind.Missing when asOf is null => "must have an asOf",
        LiveAnswerKind.Unavailable when asOf is not null => "must have no asOf",
        LiveAnswerKind.Unavailable when !isStale => "must be stale",
        LiveAnswerKind.Missing or LiveAnswerKind.Unavailable when !EqualityComparer<T?>.Default.Equals(value, default) =>
            "must have no value",
        LiveAnswerKind.Found or LiveAnswerKind.Missing or LiveAnswerKind.Unavailable => null,
        _ => "does not exist; the kinds are Found, Missing and Unavailable",
    };
}
