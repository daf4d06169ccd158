using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery.Tool;

/// <summary>Represents the failure of a command as the user of the tool sees it: an exit code, and a sentence for each fault.</summary>
internal sealed record Faults(int ExitCode, IReadOnlyList<string> Lines)
{
    private const int Longest = 1_000;

    /// <summary>Converts an exception into the failure that the user of the tool sees.</summary>
    public static Faults Of(Exception failure) => failure switch
    {
        OperationCanceledException => new(ExitCodes.Cancelled, ["Cancelled."]),
        ToolException known => Line(known.ExitCode, known.Message),
        LedgerException unanswered => Line(ExitCodes.NoAnswer, Figures.WithShortTimes(unanswered.Message)),
        OptionsValidationException invalid => new(
            ExitCodes.Usage, [.. invalid.Failures.Distinct(StringComparer.Ordinal).Select(static line => PlainText.Clean(line, Longest))]),
        DiscoveryStoreException store => Line(ExitCodes.Store, ToolException.Store(store).Message),
        UnauthorizedAccessException or IOException => Line(ExitCodes.Store, failure.Message),
        ArgumentException wrong => Line(ExitCodes.Usage, WithoutParameter(wrong)),
        _ => Line(ExitCodes.Bug, $"birdeye-discovery failed unexpectedly, which is a bug: {failure.GetType().Name}: {failure.Message}"),
    };

    // The user of the tool does not know the parameter that an exception names, so the name is left out.
    private static string WithoutParameter(ArgumentException wrong) => wrong.ParamName is { } name
        ? wrong.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
        : wrong.Message;

    private static Faults Line(int exitCode, string text) => new(exitCode, [PlainText.Clean(text, Longest)]);
}
