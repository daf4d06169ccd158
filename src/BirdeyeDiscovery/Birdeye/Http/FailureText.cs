using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>Words what is known of a failure; what is not known is left out.</summary>
internal static class FailureText
{
    /// <summary>Gives what follows the kind of a failure: <c> (status 429, wait 00:01:00): the detail</c>.</summary>
    public static string After(int? status, string detail, TimeSpan? wait = null)
    {
        var statusPart = status is { } code ? string.Create(CultureInfo.InvariantCulture, $"status {code}") : "";
        var waitPart = wait is { } time ? string.Create(CultureInfo.InvariantCulture, $"wait {time}") : "";
        return InBrackets(string.Join(", ", new[] { statusPart, waitPart }.Where(static part => part.Length > 0))) + (detail.Length > 0 ? $": {detail}" : ".");
    }

    /// <summary>Gives how many were held back, or nothing.</summary>
    public static string Repeats(int suppressed) =>
        InBrackets(suppressed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{suppressed} like it not shown"));

    /// <summary>Gives the text in brackets with a space before them, or nothing.</summary>
    public static string InBrackets(string text) => text.Length > 0 ? $" ({text})" : "";
}
