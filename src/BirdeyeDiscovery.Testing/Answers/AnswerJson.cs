using System.Text.Encodings.Web;
using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>Writes successful answers with one writer per thread, since a day of cycles asks tens of thousands of times.</summary>
internal static class AnswerJson
{
    public static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>An answer whose <c>data</c> is what <paramref name="write"/> writes.</summary>
    public static LocalAnswer Data<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var body = new PooledBody();
        var json = _writer ??= new Utf8JsonWriter(Stream.Null, Options);
        json.Reset(body);
        json.WriteStartObject();
        json.WritePropertyName("data"u8);
        write(json, state);
        json.WriteBoolean("success"u8, true);
        json.WriteEndObject();
        json.Flush();
        json.Reset(Stream.Null);
        return new LocalAnswer { Body = body };
    }

    /// <summary>Writes a moment as the API does: ISO text without a zone, meant as UTC.</summary>
    public static void WriteHumanTime(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<char> text = stackalloc char[19];
        time.UtcDateTime.TryFormat(text, out var length, "s", System.Globalization.CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }

    public static void WriteNumberOrNull(this Utf8JsonWriter json, JsonEncodedText name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
