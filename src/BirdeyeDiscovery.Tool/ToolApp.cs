using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace BirdeyeDiscovery.Tool;

/// <summary>Runs one command line of the tool, from the arguments to the exit code.</summary>
internal static class ToolApp
{
    private const string Description =
        "Discovers tokens for a trading bot, and answers what was decided and why. docs/tool.md of the repository has all details.";

    /// <summary>How long a command line of the tool may still run after Ctrl+C, for example to write a cycle.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(30);

    /// <summary>Runs a command line of the tool. It throws nothing: every failure is an exit code and a sentence.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ToolContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await InvokeAsync(arguments, context, cancellationToken);
        }
        catch (ClosedOutputException)
        {
            // The reader of the tool's output closed the pipe, as after "| head": it has what it wanted.
            return ExitCodes.Success;
        }
        catch (Exception failure)
        {
            var fault = Faults.Of(failure);
            foreach (var line in fault.Lines)
            {
                await context.Error.WriteLineAsync(line);
            }

            return fault.ExitCode;
        }
    }

    private static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var root = new RootCommand(Description);
        var shared = new SharedOptions();
        shared.AddTo(root);
        var commands = AllCommands.Create();
        foreach (var command in commands)
        {
            command.AddTo(root, shared, context);
        }

        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!, commands, context);
        }

        // On the tool's command line, a value that begins with '@' is taken literally. It is not the name of a file with more arguments.
        var parser = new ParserConfiguration { ResponseFileTokenReplacer = null };
        var parsed = root.Parse(arguments.Count == 0 ? ["--help"] : arguments, parser);
        context.IsColourless |= parsed.GetValue(shared.NoColour);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            var command = parsed.CommandResult.Command;
            var name = command == root ? "" : $" {command.Name}";

            await context.Error.WriteLineAsync($"{ParseFault.Words(parsed)}. See birdeye-discovery{name} --help.");
            return ExitCodes.Usage;
        }

        var exitCode = await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = context.Output,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = EndsWithin,
            },
            cancellationToken);
        return arguments.Count == 0 ? ExitCodes.Usage : exitCode;
    }
}
