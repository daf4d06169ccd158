using System.CommandLine;
using System.Globalization;

namespace DiscoveryHost;

/// <summary>Represents the command line: what to run and how fast. Everything else is configuration.</summary>
internal sealed record HostFlags(int? Cycles, string? Recordings, double? Speed, bool All = false)
{
    public const int MaxCycles = 1_000_000;
    public const double MinSpeed = 0.1;
    public const double MaxSpeed = 10_000;

    private static readonly Option<string[]> CyclesOption = Flag(
        "--cycles", "N", "Stop with exit code 0 after this many cycles; without it, run until Ctrl+C or SIGTERM.");

    private static readonly Option<string[]> RecordingsOption = Flag(
        "--recordings", "DIR", "Let the local Birdeye answer from the recordings in this folder.");

    private static readonly Option<string[]> SpeedOption = Flag(
        "--speed",
        "X",
        "Let time run this many times faster. Default: 60 on the local Birdeye, else 1. With the real Birdeye only 1 is allowed; " +
        "any other value also where BirdeyeDiscovery__Birdeye__BaseUrl names this machine, with or without a key.");

    private static readonly Option<bool> AllOption = new("--all")
    {
        Description = "Show every scored and outranked token instead of the tracked ones, the changes and the five nearest others.",
        Arity = ArgumentArity.Zero,
    };

    public static RootCommand Command { get; } = new(
        "Runs discovery cycles and shows what they decide. Without an API key (BirdeyeDiscovery__Birdeye__ApiKey) it asks a local Birdeye "
        + "that it starts itself.\n\n"
        + "  ConnectionStrings__Postgres  Host=localhost;Database=bot;Username=bot;Password=…; unset: a SQLite file below ./data\n"
        + "  ConnectionStrings__Redis     host:port[,setting=value…], or redis://…; unset: the live view is kept in the process\n\n"
        + "More: docs/sample-host.md.")
    {
        CyclesOption,
        RecordingsOption,
        SpeedOption,
        AllOption,
    };

    // A path or a value that begins with '@' is taken literally. It is not the name of a file with more flags.
    public static ParseResult Parse(IReadOnlyList<string> arguments) =>
        Command.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>Reads the flags. Each fault is one line that names the flag, the value and what is allowed.</summary>
    public static HostFlags Read(ParseResult parsed, List<string> faults)
    {
        AddUnknown(parsed, faults);
        if (faults.Count == 0)
        {
            faults.AddRange(parsed.Errors.Select(static error => error.Message));
        }

        int? cycles = null;
        var cyclesAllowed = $"whole numbers from 1 to {MaxCycles}";
        if (Single(parsed, CyclesOption, cyclesAllowed, faults) is { } cyclesText)
        {
            if (int.TryParse(cyclesText, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MaxCycles)
            {
                cycles = count;
            }
            else
            {
                faults.Add($"--cycles is '{cyclesText}'; allowed are {cyclesAllowed}.");
            }
        }

        double? speed = null;
        var speedAllowed = string.Create(CultureInfo.InvariantCulture, $"numbers from {MinSpeed} to {MaxSpeed}");
        if (Single(parsed, SpeedOption, speedAllowed, faults) is { } speedText)
        {
            if (double.TryParse(speedText, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor)
                && factor is >= MinSpeed and <= MaxSpeed)
            {
                speed = factor;
            }
            else
            {
                faults.Add($"--speed is '{speedText}'; allowed are {speedAllowed}.");
            }
        }

        const string FoldersAllowed = "folders that exist";
        var recordings = Single(parsed, RecordingsOption, FoldersAllowed, faults);
        if (recordings is not null && !Directory.Exists(recordings))
        {
            faults.Add($"--recordings is '{recordings}'; there is no such folder, allowed are {FoldersAllowed}.");
        }

        return new HostFlags(cycles, recordings, speed, parsed.GetValue(AllOption));
    }

    // Any number of values is accepted, so that no value or two values get a message of this sample. The parser's own message names neither
    // the value nor what is allowed.
    private static Option<string[]> Flag(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value, Arity = ArgumentArity.ZeroOrMore };

    private static string? Single(ParseResult parsed, Option<string[]> option, string allowed, List<string> faults)
    {
        if (parsed.GetResult(option) is not { } given)
        {
            return null;
        }

        var values = given.Tokens.Select(static token => token.Value).ToList();
        if (values.Count == 1 && given.IdentifierTokenCount == 1)
        {
            return values[0];
        }

        faults.Add(values.Count == 0
            ? $"{option.Name} has no value; allowed are {allowed}."
            : $"{option.Name} is given more than once, with {string.Join(" and ", values.Select(static value => $"'{value}'"))}; "
                + $"allowed is one value: {allowed}.");
        return null;
    }

    private static void AddUnknown(ParseResult parsed, List<string> faults)
    {
        var unknown = parsed.UnmatchedTokens;
        for (var i = 0; i < unknown.Count; i++)
        {
            var isFlag = unknown[i].StartsWith('-');
            var hasValue = isFlag && i + 1 < unknown.Count && !unknown[i + 1].StartsWith('-');
            var what = isFlag
                ? $"{unknown[i]}{(hasValue ? $" is '{unknown[++i]}'; there" : ": there")} is no such flag"
                : $"'{unknown[i]}' belongs to no flag";
            faults.Add($"{what}; allowed are --cycles N, --recordings DIR, --speed X, --all, --help and --version, each once.");
        }
    }
}
