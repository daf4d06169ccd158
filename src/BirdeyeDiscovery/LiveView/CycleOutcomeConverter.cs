using System.Text.Json;
using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>Writes the outcome of a cycle to the live view as a word, never as a number.</summary>
internal sealed class CycleOutcomeConverter : JsonConverter<CycleOutcome>
{
    public override CycleOutcome Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("An outcome is a word: complete, degraded or failed.");
        }

        try
        {
            return StoredText.Parse<CycleOutcome>(reader.GetString()!);
        }
        catch (FormatException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, CycleOutcome value, JsonSerializerOptions options) =>
        writer.WriteStringValue(StoredText.Of(value));
}
