using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace BirdeyeDiscovery;

/// <summary>An answer of the live view: a value, "there is none", or no answer at all. The last two are never read as zero.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[DebuggerDisplay("{Kind}: {Value}")]
public readonly struct LiveAnswer<T>
{
    private LiveAnswer(LiveAnswerKind kind, T? value, DateTimeOffset? asOf, bool isStale)
    {
        Kind = kind;
        Value = value;
        AsOf = asOf;
        IsStale = isStale;
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
    public bool IsStale { get; }

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

    internal static LiveAnswer<T> Of(T value, DateTimeOffset asOf, bool isStale) => new(LiveAnswerKind.Found, value, asOf, isStale);

    internal static LiveAnswer<T> Missing(DateTimeOffset asOf) => new(LiveAnswerKind.Missing, default, asOf, isStale: false);

    internal static LiveAnswer<T> Unavailable() => new(LiveAnswerKind.Unavailable, default, null, isStale: true);
}
