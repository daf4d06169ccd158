using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace BirdeyeDiscovery;

/// <summary>
/// Reads the option <c>Strategies:{Category}:Config</c> when it is given as an object. The configuration contains only texts, so the form
/// of a text determines its JSON type.
/// </summary>
internal static class StrategyConfigReader
{
    private const string Suffix = ":Config";

    private static readonly string[] Categories = [.. Enum.GetNames<TokenCategory>().Select(static name => $"Strategies:{name}")];

    /// <summary>Gets the path of the option with the configuration of a category.</summary>
    public static string PathOf(TokenCategory category) => $"Strategies:{category}{Suffix}";

    /// <summary>
    /// Gets the option key of the strategy type if a path is <c>Strategies:{Category}:Type</c>, which is used beside a configuration.
    /// </summary>
    public static string? TypeKey(string path) =>
        Categories.FirstOrDefault(category => string.Equals(path, category + ":Type", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Gets whether an option is a part of a strategy configuration, which is then given as an object and not as one text.
    /// </summary>
    public static bool IsWithin(string path) =>
        Categories.Any(category => path.StartsWith($"{category}{Suffix}:", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads the strategy options that are objects. If the same configuration is also given as a text, the text is used.</summary>
    public static void Read(IConfiguration section, string name, BirdeyeDiscoveryOptions target, List<string> errors)
    {
        foreach (var path in Categories.Select(static category => category + Suffix))
        {
            var given = section.GetSection(path);
            if (!string.IsNullOrEmpty(given.Value) || !given.GetChildren().Any())
            {
                continue;
            }

            var json = Json(given);
            var key = OptionTable.ByPath[path];
            if (!key.TryRead(json, target))
            {
                errors.Add(OptionFault.Line(name, key, json));
            }
        }
    }

    private static string Json(IConfigurationSection section)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(writer, section);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, IConfigurationSection section)
    {
        var children = section.GetChildren().ToList();
        if (children.Count == 0)
        {
            WriteValue(writer, section.Value);
        }
        else if (children.Select(static child => child.Key).Order(StringComparer.Ordinal).SequenceEqual(
            Enumerable.Range(0, children.Count)
                .Select(static index => index.ToString(CultureInfo.InvariantCulture))
                .Order(StringComparer.Ordinal),
            StringComparer.Ordinal))
        {
            writer.WriteStartArray();
            children.ForEach(child => Write(writer, child));
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteStartObject();
            foreach (var child in children)
            {
                writer.WritePropertyName(child.Key);
                Write(writer, child);
            }

            writer.WriteEndObject();
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, string? text)
    {
        if (text is null)
        {
            writer.WriteNullValue();
        }
        else if (bool.TryParse(text, out var flag))
        {
            writer.WriteBooleanValue(flag);
        }
        else if (IsNumber(text))
        {
            writer.WriteRawValue(text);
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }

    private static bool IsNumber(string text)
    {
        if (text.Length is 0 or > 64 || !(char.IsAsciiDigit(text[0]) || text[0] == '-'))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
