using Spectre.Console;

namespace DiscoveryHost;

/// <summary>The two ways to show something: a terminal, or a stream of plain lines.</summary>
internal static class Consoles
{
    /// <summary>So wide that no line of a table is ever broken.</summary>
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
