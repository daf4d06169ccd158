using System.Text.Json;

namespace BirdeyeDiscovery.Tool;

/// <summary>Reads the arguments of a call of an MCP tool.</summary>
internal sealed class McpArguments(IEnumerable<KeyValuePair<string, JsonElement>>? values)
{
    private readonly Dictionary<string, JsonElement> _values = new(values ?? [], StringComparer.Ordinal);

    /// <summary>Checks that an MCP tool has every argument of a call.</summary>
    /// <exception cref="ToolException">The tool has no such argument.</exception>
    public void RequireOnly(string tool, IReadOnlyCollection<string> allowed)
    {
        foreach (var name in _values.Keys.Where(name => !allowed.Contains(name)))
        {
            throw ToolException.Usage($"{PlainText.Clean(name, 100)} is no argument of {tool}; "
                + (allowed.Count == 0 ? "it has none." : $"allowed is {string.Join(", ", allowed)}."));
        }
    }

    /// <exception cref="ToolException">It is missing or no text.</exception>
    public string Required(string name) =>
        Text(name) ?? throw ToolException.Usage($"{name} is missing; allowed is a text.");

    /// <exception cref="ToolException">It is no text.</exception>
    public string? Text(string name) => !_values.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Wrong(name, value, "a text");

    /// <exception cref="ToolException">It is no number within the bounds.</exception>
    public int Number(string name, int normal, int least, int most) =>
        !_values.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null ? normal
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most ? number
        : throw Wrong(name, value, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));

    /// <summary>
    /// Gets an object of texts, numbers and truth values in the arguments of an MCP call as pairs of the form <c>KEY=VALUE</c>.
    /// </summary>
    /// <exception cref="ToolException">It is no such object.</exception>
    public IEnumerable<string> Pairs(string name)
    {
        if (!_values.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().Select(property => $"{property.Name}={ValueOf(name, property)}").ToArray()
            : throw Wrong(name, value, "an object of options by their keys");
    }

    private static string ValueOf(string name, JsonProperty property) =>
        property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
            ? property.Value.ToString()
            : throw Wrong($"{name}.{PlainText.Clean(property.Name, 100)}", property.Value, "a text, a number, true or false");

    private static ToolException Wrong(string name, JsonElement value, string allowed) =>
        ToolException.Usage($"{name} is {PlainText.Clean(value.GetRawText(), 100)}; allowed is {allowed}.");
}
