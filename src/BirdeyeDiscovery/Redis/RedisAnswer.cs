using System.Diagnostics.CodeAnalysis;

namespace BirdeyeDiscovery;

/// <summary>The reply of Redis, or none: Redis is unreachable, is too slow, or refused the command.</summary>
internal readonly struct RedisAnswer<T>(T value)
{
    private readonly T? _value = value;

    /// <summary>Gets a value indicating whether Redis executed the command.</summary>
    public bool IsGiven { get; } = true;

    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return IsGiven;
    }
}
