using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>
/// The format of a cached answer in Redis: JSON with a version, the time of the answer, the length and hash of its data, then the data.
/// </summary>
/// <remarks>
/// An entry whose parts do not agree is ignored: another version wrote it, it is truncated, or a foreign program wrote it.
/// </remarks>
internal static class RedisEnvelope
{
    /// <summary>
    /// The version of the envelope in Redis, raised when the meaning of a cached answer changes; entries of other versions are read anew
    /// from the API.
    /// </summary>
    /// <remarks>
    /// Version 1 had other security answers: read as those of today, they would be without any finding, and every gate would let the token
    /// pass.
    /// </remarks>
    public const int Version = 2;

    /// <summary>The largest entry that is written to or read from Redis: 4 MiB.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    /// <summary>Writes an envelope for Redis; null when the answer is too large.</summary>
    public static byte[]? TryWrite(CachedAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>(answer.Json.Length + 256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version"u8, Version);
            writer.WriteString("as_of"u8, answer.AsOf.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteNumber("length"u8, answer.Json.Length);
            writer.WriteString("hash"u8, Hash(answer.Json.Span));
            writer.WritePropertyName("data"u8);
            writer.WriteRawValue(answer.Json.Span, skipInputValidation: true);
            writer.WriteEndObject();
        }

        return buffer.WrittenCount <= MaxLength ? buffer.WrittenSpan.ToArray() : null;
    }

    public static bool TryRead<T>(ReadOnlySpan<byte> text, [NotNullWhen(true)] out CachedAnswer? answer)
        where T : class
    {
        answer = null;
        try
        {
            var reader = new Utf8JsonReader(text);
            var asOf = default(DateTimeOffset);
            if (!Enter(ref reader, "version"u8, JsonTokenType.Number) || !reader.TryGetInt32(out var version) || version != Version
                || !Next(ref reader, "as_of"u8, JsonTokenType.String) || !reader.TryGetDateTimeOffset(out asOf)
                || !Next(ref reader, "length"u8, JsonTokenType.Number) || !reader.TryGetInt32(out var length)
                || !Next(ref reader, "hash"u8, JsonTokenType.String) || reader.GetString() is not { } hash
                || !reader.Read() || !reader.ValueTextEquals("data"u8) || !reader.Read())
            {
                return false;
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var data = text[start..(int)reader.BytesConsumed];
            if (data.Length != length
                || !reader.Read()
                || reader.TokenType != JsonTokenType.EndObject
                || reader.Read()
                || Hash(data) != hash)
            {
                return false;
            }

            answer = CachedAnswer.Of<T>(data.ToArray(), asOf);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, JsonTokenType type) =>
        reader.Read() && reader.TokenType == JsonTokenType.StartObject && Next(ref reader, name, type);

    private static bool Next(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, JsonTokenType type) =>
        reader.Read()
            && reader.TokenType == JsonTokenType.PropertyName
            && reader.ValueTextEquals(name)
            && reader.Read()
            && reader.TokenType == type;

    private static string Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, hash);
        return Convert.ToHexStringLower(hash[..16]);
    }
}
