using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

/// <summary>The options that several commands of the tool have.</summary>
internal sealed class SharedOptions
{
    public Option<string> Sqlite { get; } = Everywhere(
        "--sqlite", "PATH", $"The SQLite file. Default: {StorePlace.DefaultFile}, unless ConnectionStrings__Postgres is set.");

    public Option<string> Postgres { get; } = Everywhere(
        "--postgres", "CONNECTION", "The connection string of PostgreSQL. Prefer the variable ConnectionStrings__Postgres: other users "
            + "see a command line.");

    public Option<string> Redis { get; } = Everywhere(
        "--redis", "CONNECTION", "The connection string of Redis. Default: ConnectionStrings__Redis, else none.");

    public Option<string> Config { get; } = Everywhere(
        "--config", "FILE", "The configuration file. Default: appsettings.json in this folder. Environment variables take precedence.");

    public Option<string> Chain { get; } = Everywhere(
        "--chain", "NAME", "The chain, such as solana. Default: Birdeye:Chain of the configuration, else that of the store.");

    public Option<bool> NoColour { get; } = new("--no-color")
    {
        Description = "Write without colours, as with the variable NO_COLOR.",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Answer in JSON, for programs." };

    public void AddTo(RootCommand root)
    {
        root.Add(Sqlite);
        root.Add(Postgres);
        root.Add(Redis);
        root.Add(Config);
        root.Add(Chain);
        root.Add(NoColour);
    }

    public ToolSettings Read(ParseResult parsed) => new(
        Given(parsed, Sqlite), Given(parsed, Postgres), Given(parsed, Redis), Given(parsed, Config), Given(parsed, Chain));

    private static string? Given(ParseResult parsed, Option<string> option)
    {
        var text = parsed.GetValue(option);
        return text is null || !string.IsNullOrWhiteSpace(text) ? text : throw ToolException.Usage($"{option.Name} is empty.");
    }

    private static Option<string> Everywhere(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Recursive = true };
}
