using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>Formats the known parts of a failure for messages, and leaves out the unknown ones.</summary>
internal static class FailureText
{
    private const int LongestCause = 500;

    /// <summary>Gets the text that follows the kind of a failed API call: <c> (status 429, wait 00:01:00): the detail</c>.</summary>
    public static string After(int? status, string detail, TimeSpan? wait = null)
    {
        var statusPart = status is { } code ? string.Create(CultureInfo.InvariantCulture, $"status {code}") : "";
        var waitPart = wait is { } time ? string.Create(CultureInfo.InvariantCulture, $"wait {time}") : "";
        return InBrackets(string.Join(", ", new[] { statusPart, waitPart }.Where(static part => part.Length > 0)))
            + (detail.Length > 0 ? $": {detail}" : ".");
    }

    /// <summary>
    /// Gets the cause of a failure for a message, as one sentence. An exception of this library needs only its text, others their type as
    /// well.
    /// </summary>
    public static string Cause(Exception failure)
    {
        var text = LabelText.Clean(failure.Message, LongestCause).TrimEnd('.');
        return failure.GetType().Assembly == typeof(FailureText).Assembly ? $"{text}." : $"{failure.GetType().Name} ({text}).";
    }

    /// <summary>Gets the number of suppressed log messages as the text of a message; empty for none.</summary>
    public static string Repeats(int suppressed) =>
        InBrackets(suppressed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{suppressed} like it not shown"));

    /// <summary>Gets a part of a message in brackets, with a space before them; empty for an empty part.</summary>
    public static string InBrackets(string text) => text.Length > 0 ? $" ({text})" : "";
}
