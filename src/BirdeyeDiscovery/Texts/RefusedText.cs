namespace BirdeyeDiscovery;

/// <summary>Shows a text from outside in a message or a log: on one line and cut, because it may be hostile or very long.</summary>
internal static class RefusedText
{
    private const int Longest = 60;

    /// <summary>Gets a refused text in quotes, with its length if it is cut; or <c>null</c>.</summary>
    public static string Shown(string? text) =>
        text is null ? "null"
        : text.Length > Longest ? $"'{Printable(text[..Longest])}'… ({text.Length} characters)"
        : $"'{Printable(text)}'";

    /// <summary>Gets a refused text, cut with an ellipsis if it is too long.</summary>
    public static string Cut(string text, int longest = Longest) => Printable(text.Length > longest ? text[..longest] + "…" : text);

    private static string Printable(string text) => string.Create(text.Length, text, static (span, text) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = char.IsControl(text[i]) || char.IsSurrogate(text[i]) || text[i] is '\u2028' or '\u2029' ? '?' : text[i];
        }
    });
}
