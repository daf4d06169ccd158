using System.Text.Json;
using System.Text.Json.Nodes;

namespace BirdeyeDiscovery.Tool;

/// <summary>The text of the tool that shows found options as a section of a configuration file.</summary>
internal static class TuneConfiguration
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Of(IEnumerable<KeyValuePair<string, string>> options)
    {
        var section = new JsonObject();
        foreach (var (path, value) in options)
        {
            var parts = path.Split(':');
            var at = section;
            foreach (var part in parts[..^1])
            {
                if (at[part] is not JsonObject next)
                {
                    at[part] = next = [];
                }

                at = next;
            }

            at[parts[^1]] = decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
                ? JsonValue.Create(number)
                : JsonValue.Create(value);
        }

        return new JsonObject { [BirdeyeDiscoveryOptions.SectionName] = section }.ToJsonString(Indented).ReplaceLineEndings("\n");
    }
}
