using System.Diagnostics.CodeAnalysis;

namespace BirdeyeDiscovery;

/// <summary>What Redis said, or that it said nothing: it is not there, too slow, or refused.</summary>
internal readonly struct RedisAnswer<T>(T value)
{
    private readonly T? _value = value;

    /// <summary>Gets a value indicating whether Redis did what was asked.</summary>
    public bool IsGiven { get; } = true;

    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return IsGiven;
    }
}
