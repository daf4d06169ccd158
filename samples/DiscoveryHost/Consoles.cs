using Spectre.Console;

namespace DiscoveryHost;

/// <summary>Creates the console for a stream of plain lines, which replaces a terminal.</summary>
internal static class Consoles
{
    /// <summary>Wide enough that no line of a table is ever wrapped.</summary>
    private const int PlainWidth = 400;

    public static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = PlainWidth;
        return console;
    }
}
