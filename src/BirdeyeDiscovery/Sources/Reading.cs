using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Sources;

/// <summary>What a market source answered to one question: a value, the answer "unknown", or a failure.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <remarks>
/// "Unknown" is an answer (404, <c>data:null</c>, <c>{}</c>); a failure means that there was no answer. Neither is ever read as zero.
/// </remarks>
[DebuggerDisplay("{Kind}: {Value}")]
public sealed class Reading<T>
    where T : class
{
    /// <summary>Initializes a reading from its parts, as a serializer does; a market source calls one of the methods.</summary>
    /// <param name="kind">The kind of the result.</param>
    /// <param name="value">The value, which a reading of the kind <see cref="ReadingKind.Value"/> alone has.</param>
    /// <param name="asOf">When the answer was received (UTC).</param>
    /// <param name="failure">The failure, which a <see cref="ReadingKind.Failed"/> reading alone has.</param>
    /// <exception cref="JsonException">The parts contradict each other.</exception>
    [JsonConstructor]
    public Reading(ReadingKind kind, T? value, DateTimeOffset asOf, SourceFailure? failure)
    {
        if (kind is not (ReadingKind.Value or ReadingKind.Unknown or ReadingKind.Failed))
        {
            throw new JsonException($"A reading of the kind {kind} does not exist; the kinds are Value, Unknown and Failed.");
        }

        if (kind == ReadingKind.Value != value is not null)
        {
            throw new JsonException($"A reading of the kind {kind} must have {(value is null ? "a" : "no")} value.");
        }

        if (kind == ReadingKind.Failed != failure is not null)
        {
            throw new JsonException($"A reading of the kind {kind} must have {(failure is null ? "a" : "no")} failure.");
        }

        Kind = kind;
        Value = value;
        AsOf = asOf;
        Failure = failure;
    }

    /// <summary>Gets the kind of the result.</summary>
    public ReadingKind Kind { get; }

    /// <summary>Gets the value, or <see langword="null"/> when there is none.</summary>
    public T? Value { get; }

    /// <summary>Gets when the answer was received (UTC); a cached answer keeps its original time.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>Gets the failure, or <see langword="null"/> when the call did not fail.</summary>
    public SourceFailure? Failure { get; }

    /// <summary>Creates a reading that holds a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="asOf">When it was received.</param>
    /// <returns>The reading.</returns>
    public static Reading<T> Of(T value, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(ReadingKind.Value, value, asOf, null);
    }

    /// <summary>Creates a reading of an answer that says "not known".</summary>
    /// <param name="asOf">When the answer was received.</param>
    /// <returns>The reading.</returns>
    public static Reading<T> Unknown(DateTimeOffset asOf) => new(ReadingKind.Unknown, null, asOf, null);

    /// <summary>Creates a reading of a failed call.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="asOf">When the call was abandoned.</param>
    /// <returns>The reading.</returns>
    public static Reading<T> Failed(SourceFailure failure, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new(ReadingKind.Failed, null, asOf, failure);
    }

    /// <summary>Gets the reading in one line.</summary>
    /// <returns>Such as <c>Unknown</c>, <c>Value: 3 values</c> for a list, or <c>Failed:</c> with the failure.</returns>
    public override string ToString() => Kind == ReadingKind.Unknown ? "Unknown" : $"{Kind}: {PartText.Of(Value ?? (object?)Failure)}";

    /// <summary>Converts the value of a market source's reading and keeps everything else.</summary>
    /// <typeparam name="TOther">The type of the new value.</typeparam>
    /// <param name="select">The function that converts the value.</param>
    /// <returns>The new reading.</returns>
    internal Reading<TOther> Select<TOther>(Func<T, TOther> select)
        where TOther : class =>
        Kind switch
        {
            ReadingKind.Value => Reading<TOther>.Of(select(Value!), AsOf),
            ReadingKind.Unknown => Reading<TOther>.Unknown(AsOf),
            _ => Reading<TOther>.Failed(Failure!, AsOf),
        };
}
