using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery.Tool;

/// <summary>
/// Writes the tool's answers as JSON output for machines. Names are those of the public types in camel case, enums are words, and every
/// character outside of ASCII is escaped.
/// </summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Compact = Create(isIndented: false);
    private static readonly JsonSerializerOptions Indented = Create(isIndented: true);

    public static string Text<T>(T answer, bool isIndented = false) => JsonSerializer.Serialize(answer, isIndented ? Indented : Compact);

    /// <summary>Gets the JSON schema of an answer that the tool writes as JSON output.</summary>
    public static JsonObject Schema(Type answer) => (JsonObject)Compact.GetJsonSchemaAsNode(
        answer, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = WithNull });

    public static JsonElement Element<T>(T answer) => JsonSerializer.SerializeToElement(answer, Compact);

    // In the schema of JSON output, a number that may be the word NaN has choices, among which the exporter forgets null.
    private static JsonNode WithNull(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (Nullable.GetUnderlyingType(context.TypeInfo.Type) is not null
            && schema is JsonObject node
            && node["anyOf"] is JsonArray choices)
        {
            choices.Add((JsonNode)new JsonObject { ["type"] = "null" });
        }

        return schema;
    }

    private static JsonSerializerOptions Create(bool isIndented) => new(JsonSerializerDefaults.Web)
    {
        // Without this resolver, a schema of JSON output can be asked for only after something was serialized.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        WriteIndented = isIndented,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
