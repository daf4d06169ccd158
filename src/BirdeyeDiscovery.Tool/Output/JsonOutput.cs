using System.Text.Json;
using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Tool;

/// <summary>
/// Writes answers for machines. Names are those of the public types in camel case, enums are words, and every character outside of ASCII is
/// escaped.
/// </summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Compact = Create(isIndented: false);
    private static readonly JsonSerializerOptions Indented = Create(isIndented: true);

    public static string Text<T>(T answer, bool isIndented = false) => JsonSerializer.Serialize(answer, isIndented ? Indented : Compact);

    public static JsonElement Element<T>(T answer) => JsonSerializer.SerializeToElement(answer, Compact);

    private static JsonSerializerOptions Create(bool isIndented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = isIndented,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
