using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>Writes lines of plain text to the console, which never reads them as markup.</summary>
internal static class ConsoleLines
{
    public static void Line(this IAnsiConsole console, string text, Style? style = null)
    {
        console.Write(new Text(text, style ?? Style.Plain));
        console.WriteLine();
    }

    /// <summary>Writes a text to the console whose further lines are indented like its first.</summary>
    public static void Indented(this IAnsiConsole console, string text, int indent, Style? style = null) =>
        console.Write(new Padder(new Text(text, style ?? Style.Plain), new Padding(indent, 0, 0, 0)));
}
