using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace BirdeyeDiscovery.Tool;

/// <summary>Writes the help of a command of the tool, and its examples below.</summary>
internal sealed class HelpWithExamples(HelpAction help, IReadOnlyList<ToolCommand> commands, ToolContext context)
    : SynchronousCommandLineAction
{
    private const int Widest = 100;

    private static readonly string[] First = ["run --cycles 3", "tokens", "why So11111111111111111111111111111111111111112", "doctor"];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        help.MaxWidth = Math.Min(Widest, context.Console.Profile.Width);
        var exitCode = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var examples = commands.FirstOrDefault(command => command.Command == parseResult.CommandResult.Command)?.Examples ?? First;
        output.WriteLine("Examples:");
        foreach (var example in examples)
        {
            output.WriteLine($"  birdeye-discovery {example}");
        }

        return exitCode;
    }
}
