using System.Diagnostics.CodeAnalysis;

namespace BirdeyeDiscovery;

/// <summary>One JSON field as received: missing, null, invalid, or a value that is finite and in range.</summary>
internal readonly record struct Datum<T>
{
    private readonly T _value;

    private Datum(DatumState state, T value)
    {
        State = state;
        _value = value;
    }

    public static Datum<T> Null => new(DatumState.Null, default!);

    public static Datum<T> Invalid => new(DatumState.Invalid, default!);

    public DatumState State { get; }

    public bool IsKnown => State == DatumState.Known;

    public bool IsInvalid => State == DatumState.Invalid;

    public static Datum<T> Known(T value) => new(DatumState.Known, value);

    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return IsKnown;
    }
}
