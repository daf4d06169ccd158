using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery;

/// <summary>An answer in the in-process cache as bytes: each reader gets an object of its own, and the size is known.</summary>
internal sealed class CachedAnswer
{
    private readonly Type _type;
    private readonly byte[] _json;
    private readonly DateTimeOffset _asOf;

    private CachedAnswer(Type type, byte[] json, DateTimeOffset asOf)
    {
        _type = type;
        _json = json;
        _asOf = asOf;
    }

    public long Weight => _json.Length;

    public ReadOnlyMemory<byte> Json => _json;

    public DateTimeOffset AsOf => _asOf;

    /// <summary>Wraps the JSON of an answer that was read from another cache, such as Redis, to keep it in the in-process cache.</summary>
    public static CachedAnswer Of<T>(byte[] json, DateTimeOffset asOf)
        where T : class => new(typeof(T), json, asOf);

    /// <summary>
    /// Writes a reading as an answer for the in-process cache; null when it holds no value or one that cannot be written as JSON.
    /// </summary>
    public static CachedAnswer? TryWrite<T>(Reading<T> reading, JsonTypeInfo<T> typeInfo)
        where T : class
    {
        if (reading.Kind != ReadingKind.Value)
        {
            return null;
        }

        try
        {
            return new CachedAnswer(typeof(T), JsonSerializer.SerializeToUtf8Bytes(reading.Value!, typeInfo), reading.AsOf);
        }
        catch (Exception exception) when (IsJsonFault(exception))
        {
            return null;
        }
    }

    public bool TryRead<T>(JsonTypeInfo<T> typeInfo, [NotNullWhen(true)] out Reading<T>? reading)
        where T : class
    {
        reading = null;
        if (_type != typeof(T))
        {
            return false;
        }

        try
        {
            if (JsonSerializer.Deserialize(_json, typeInfo) is { } value)
            {
                reading = Reading<T>.Of(value, _asOf);
            }
        }
        catch (Exception exception) when (IsJsonFault(exception))
        {
            reading = null;
        }

        return reading is not null;
    }

    // The cache cannot write an answer as JSON. ArgumentException: it has a number that JSON cannot express, such as NaN.
    // InvalidOperationException: a converter failed.
    private static bool IsJsonFault(Exception exception) =>
        exception is JsonException or NotSupportedException or ArgumentException or InvalidOperationException or FormatException;
}
