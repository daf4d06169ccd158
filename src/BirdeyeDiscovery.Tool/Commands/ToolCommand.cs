using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

/// <summary>Represents one command of the tool: its name, its help, and what it does. <see cref="AllCommands"/> lists them.</summary>
internal abstract class ToolCommand
{
    protected ToolCommand(string name, string description, params string[] examples)
    {
        Command = new Command(name, description);
        Examples = examples;
    }

    public Command Command { get; }

    /// <summary>Gets examples of the command for its help, without the name of the tool.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>Gets whether the command answers in JSON, too.</summary>
    protected virtual bool HasJson => true;

    /// <summary>Adds the command to the command line.</summary>
    public void AddTo(RootCommand root, SharedOptions shared, ToolContext context)
    {
        if (HasJson)
        {
            Command.Add(shared.Json);
        }

        foreach (var option in Command.Options)
        {
            ParseFault.ReadPlainly(option);
        }

        Command.SetAction((parsed, cancellationToken) => RunAsync(new ToolCall(parsed, shared, context, cancellationToken)));
        root.Add(Command);
    }

    protected abstract Task<int> RunAsync(ToolCall call);

    protected static Option<T> Flag<T>(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };

    protected static Option<bool> Switch(string name, string description) => new(name) { Description = description };

    protected static Argument<string> TokenArgument() => new("TOKEN") { Description = "An address, or a symbol that one token has." };
}
