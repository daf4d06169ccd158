using System.Collections;
using System.Text;
using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>Represents everything outside of the tool: streams, terminal, folder, environment and clock. Tests substitute it.</summary>
internal sealed class ToolContext
{
    /// <summary>The width of a line where the terminal of the tool's process does not report its own.</summary>
    public const int PlainWidth = 80;

    private IAnsiConsole? _console;
    private IAnsiConsole? _errorConsole;

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    public bool IsOutputTerminal { get; init; }

    public bool IsErrorTerminal { get; init; }

    /// <summary>Gets the folder to which relative paths on the tool's command line belong.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets the environment variables of the tool.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Gets the name of the person who runs the tool.</summary>
    public string User { get; init; } = Environment.UserName;

    /// <summary>Gets the factory of the handler that the tool uses for requests to the API instead of the network.</summary>
    public Func<HttpMessageHandler>? HttpHandler { get; init; }

    /// <summary>
    /// Gets the function that opens the standard input of the tool's process as bytes, for protocols and files that are not text.
    /// </summary>
    public Func<Stream> OpenInput { get; init; } = System.Console.OpenStandardInput;

    public Func<Stream> OpenOutput { get; init; } = static () => (Stream?)PipeOutput.OfProcess() ?? System.Console.OpenStandardOutput();

    /// <summary>Gets or sets whether the tool's process writes without colours, whatever its terminal can show.</summary>
    public bool IsColourless { get; set; }

    /// <summary>Gets the console to which the tool writes answers.</summary>
    public IAnsiConsole Console => _console ??= Of(Output, IsOutputTerminal);

    /// <summary>Gets the console to which the tool writes progress.</summary>
    public IAnsiConsole ErrorConsole => _errorConsole ??= Of(Error, IsErrorTerminal);

    public static ToolContext OfProcess()
    {
        // The console of the tool's process is set to UTF-8, which bars and sparklines need. A console that refuses UTF-8 keeps its own
        // encoding.
        try
        {
            System.Console.OutputEncoding = Encoding.UTF8;
        }
        catch (IOException)
        {
        }

        return new ToolContext
        {
            Output = PipeOutput.OfProcess() is { } pipe
                ? new StreamWriter(pipe, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true }
                : System.Console.Out,
            Error = System.Console.Error,
            IsOutputTerminal = !System.Console.IsOutputRedirected,
            IsErrorTerminal = !System.Console.IsErrorRedirected,
            Folder = Directory.GetCurrentDirectory(),
            Variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(
                static variable => (string)variable.Key, static variable => (string?)variable.Value ?? "", StringComparer.Ordinal),
        };
    }

    public string PathOf(string path) => Path.GetFullPath(path, Folder);

    private IAnsiConsole Of(TextWriter writer, bool isTerminal)
    {
        var hasColour = isTerminal && !IsColourless && string.IsNullOrEmpty(Variables.GetValueOrDefault("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = !isTerminal || Variables.GetValueOrDefault("TERM") == "dumb" ? AnsiSupport.No
                : OperatingSystem.IsWindows() ? AnsiSupport.Detect
                : AnsiSupport.Yes,
            ColorSystem = hasColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(isTerminal ? writer : new TrimmedWriter(writer)),
        });
        if (!isTerminal)
        {
            console.Profile.Width = int.TryParse(Variables.GetValueOrDefault("COLUMNS"), CultureInfo.InvariantCulture, out var columns)
                ? Math.Clamp(columns, 40, 400)
                : PlainWidth;
        }

        return console;
    }
}
