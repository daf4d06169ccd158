using System.Text.Encodings.Web;
using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>
/// Writes successful answers of the local Birdeye with one writer per thread, because a simulated day makes tens of thousands of requests.
/// </summary>
internal static class AnswerJson
{
    public static readonly JsonWriterOptions Options = new()
    {
        SkipValidation = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Creates an answer of the local Birdeye whose <c>data</c> is written by <paramref name="write"/>.</summary>
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

    /// <summary>Writes a time of a local answer like the API: ISO text without a zone, in UTC.</summary>
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
