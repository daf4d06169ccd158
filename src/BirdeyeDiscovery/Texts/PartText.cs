using System.Collections;
using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>The text of a value within the text of another one.</summary>
internal static class PartText
{
    /// <summary>Gets the text of a value; of a collection, whose own text is the name of its type, the number of its values.</summary>
    public static string? Of(object? value) => value is ICollection { Count: var count }
        ? string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "value" : "values")}")
        : Convert.ToString(value, CultureInfo.InvariantCulture);
}
