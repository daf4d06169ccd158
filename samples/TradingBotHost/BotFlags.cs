using System.Globalization;

namespace TradingBotHost;

/// <summary>Represents the command line: the total number of cycles, and the market.</summary>
internal sealed record BotFlags(int Cycles, ulong Seed)
{
    private const int MaxCycles = 100_000;

    /// <summary>Reads the flags. Each fault is one line that names the flag, the value and what is allowed.</summary>
    public static BotFlags Read(IReadOnlyList<string> arguments, List<string> faults)
    {
        var flags = new BotFlags(100, 1);
        for (var index = 0; index < arguments.Count;)
        {
            // A value that begins like a flag is the next flag, so that each fault is reported once and under its own name.
            var name = arguments[index++];
            var value = index < arguments.Count && !arguments[index].StartsWith("--", StringComparison.Ordinal) ? arguments[index++] : null;
            switch (name)
            {
                case "--cycles" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var cycles)
                    && cycles is >= 1 and <= MaxCycles:
                    flags = flags with { Cycles = cycles };
                    break;
                case "--seed" when ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed):
                    flags = flags with { Seed = seed };
                    break;
                case "--cycles":
                    faults.Add(Fault(name, value, $"whole numbers from 1 to {MaxCycles}, the total in the database"));
                    break;
                case "--seed":
                    faults.Add(Fault(name, value, $"whole numbers from 0 to {ulong.MaxValue}"));
                    break;
                default:
                    faults.Add($"'{name}': there is no such flag; allowed are --cycles N, --seed S and --help.");
                    break;
            }
        }

        return flags;
    }

    private static string Fault(string name, string? value, string allowed) =>
        value is null ? $"{name} has no value; allowed are {allowed}." : $"{name} is '{value}'; allowed are {allowed}.";
}
