using System.CommandLine;
using System.Globalization;

namespace DiscoveryHost;

/// <summary>The command line: what to run and how fast. Everything else is configuration.</summary>
internal sealed record HostFlags(int? Cycles, string? Recordings, double? Speed)
{
    public const int MaxCycles = 1_000_000;
    public const double MinSpeed = 0.1;
    public const double MaxSpeed = 10_000;

    private static readonly Option<string?> CyclesOption = new("--cycles")
    {
        Description = "Stop with exit code 0 after this many cycles; without it, run until Ctrl+C or SIGTERM.",
        HelpName = "N",
    };

    private static readonly Option<string?> RecordingsOption = new("--recordings")
    {
        Description = "Let the local Birdeye answer from the recordings in this folder.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> SpeedOption = new("--speed")
    {
        Description = "Let time run this many times faster (default: 60 on the local Birdeye, else 1).",
        HelpName = "X",
    };

    public static RootCommand Command { get; } = new(
        "Runs discovery cycles and shows what they decide. Without an API key (BirdeyeDiscovery__Birdeye__ApiKey) it asks a local Birdeye that it starts itself.")
    {
        CyclesOption,
        RecordingsOption,
        SpeedOption,
    };

    /// <summary>Reads the flags; each fault is one line that names the flag, the value and what is allowed.</summary>
    public static HostFlags Read(ParseResult parsed, List<string> faults)
    {
        faults.AddRange(parsed.Errors.Select(static error => error.Message));
        int? cycles = null;
        if (parsed.GetValue(CyclesOption) is { } cyclesText)
        {
            if (int.TryParse(cyclesText, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MaxCycles)
            {
                cycles = count;
            }
            else
            {
                faults.Add($"--cycles is '{cyclesText}'; allowed are whole numbers from 1 to {MaxCycles}.");
            }
        }

        double? speed = null;
        if (parsed.GetValue(SpeedOption) is { } speedText)
        {
            if (double.TryParse(speedText, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) && factor is >= MinSpeed and <= MaxSpeed)
            {
                speed = factor;
            }
            else
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"--speed is '{speedText}'; allowed are numbers from {MinSpeed} to {MaxSpeed}."));
            }
        }

        var recordings = parsed.GetValue(RecordingsOption);
        if (recordings is not null && !Directory.Exists(recordings))
        {
            faults.Add($"--recordings is '{recordings}'; there is no such folder.");
        }

        return new HostFlags(cycles, recordings, speed);
    }
}
