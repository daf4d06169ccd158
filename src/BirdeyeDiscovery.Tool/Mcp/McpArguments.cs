using System.Text.Json;

namespace BirdeyeDiscovery.Tool;

/// <summary>Reads the arguments of a call of a tool.</summary>
internal sealed class McpArguments(IEnumerable<KeyValuePair<string, JsonElement>>? values)
{
    private readonly Dictionary<string, JsonElement> _values = new(values ?? [], StringComparer.Ordinal);

    /// <exception cref="ToolException">It is missing or no text.</exception>
    public string Required(string name) =>
        Text(name) ?? throw ToolException.Usage($"{name} is missing; allowed is a text.");

    /// <exception cref="ToolException">It is no text.</exception>
    public string? Text(string name) => !_values.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString()
        : throw Wrong(name, value, "a text");

    /// <exception cref="ToolException">It is no number within the bounds.</exception>
    public int Number(string name, int normal, int least, int most) => Text(name) is not { } text ? normal
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw Wrong(name, _values[name], string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));

    /// <summary>Gets an object of texts.</summary>
    /// <exception cref="ToolException">It is no object of texts and numbers.</exception>
    public IEnumerable<string> Pairs(string name)
    {
        if (!_values.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().Select(static property => $"{property.Name}={property.Value}")
            : throw Wrong(name, value, "an object of options by their keys");
    }

    private static ToolException Wrong(string name, JsonElement value, string allowed) =>
        ToolException.Usage($"{name} is {PlainText.Clean(value.GetRawText(), 100)}; allowed is {allowed}.");
}
