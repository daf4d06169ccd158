using System.Text;
using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>
/// The names of the live view's JSON in Redis: snake_case with an underscore before a number too, such as <c>price_change_5m</c>. They are
/// not attributes of the public types, so a host writes those types with the names of its own options.
/// </summary>
internal sealed class LiveNames : JsonNamingPolicy
{
    public override string ConvertName(string name)
    {
        var converted = SnakeCaseLower.ConvertName(name);
        var text = new StringBuilder(converted.Length + 1);
        foreach (var character in converted)
        {
            if (char.IsAsciiDigit(character) && text.Length > 0 && char.IsAsciiLetter(text[^1]))
            {
                text.Append('_');
            }

            text.Append(character);
        }

        return text.ToString();
    }
}
