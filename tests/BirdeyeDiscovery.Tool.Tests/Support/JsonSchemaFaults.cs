using System.Text.Json;

namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>Compares a value with the keywords of JSON schema that the schemas of the tools have.</summary>
internal static class JsonSchemaFaults
{
    public static IReadOnlyList<string> Of(JsonElement schema, JsonElement value) => [.. At("$", schema, schema, value)];

    private static IEnumerable<string> At(string path, JsonElement root, JsonElement schema, JsonElement value)
    {
        if (schema.ValueKind == JsonValueKind.True)
        {
            return [];
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            var target = root;
            foreach (var step in reference.GetString()!.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                target = target.ValueKind == JsonValueKind.Array ? target[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : target.GetProperty(step);
            }

            return At(path, root, target, value);
        }

        var faults = new List<string>();
        if (schema.TryGetProperty("type", out var type))
        {
            var allowed = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(static item => item.GetString()).ToArray() : [type.GetString()];
            if (!allowed.Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && allowed.Contains("number")))
            {
                faults.Add($"{path} is {TypeOf(value)}, not {string.Join(" or ", allowed)}");
            }
        }

        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => word.ToString() == value.ToString()))
        {
            faults.Add($"{path} is {value}, which is no word of {words}");
        }

        if (schema.TryGetProperty("anyOf", out var choices) && choices.EnumerateArray().All(choice => At(path, root, choice, value).Any()))
        {
            faults.Add($"{path} is none of its choices");
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            var properties = schema.TryGetProperty("properties", out var known) ? known : default;
            if (schema.TryGetProperty("required", out var required))
            {
                faults.AddRange(required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path} lacks {name}"));
            }

            foreach (var property in value.EnumerateObject())
            {
                if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(property.Name, out var inner))
                {
                    faults.AddRange(At($"{path}.{property.Name}", root, inner, property.Value));
                }
                else if (properties.ValueKind == JsonValueKind.Object)
                {
                    faults.Add($"{path}.{property.Name} is not in the schema");
                }
            }
        }

        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            faults.AddRange(value.EnumerateArray().SelectMany((item, index) => At($"{path}[{index}]", root, items, item)));
        }

        return faults;
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };
}
