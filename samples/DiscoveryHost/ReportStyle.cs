using Spectre.Console;

namespace DiscoveryHost;

/// <summary>Represents how a cycle is shown: on what, how wide, and how much of it.</summary>
/// <param name="IsTerminal">Whether a person watches; otherwise the lines go to a file or another program.</param>
/// <param name="Width">The number of characters in a line.</param>
/// <param name="All">Whether every scored token is shown.</param>
/// <param name="IsMarketTime">Whether time runs faster than on a wall clock, so that durations need saying whose they are.</param>
internal sealed record ReportStyle(bool IsTerminal, int Width, bool All = false, bool IsMarketTime = false)
{
    private const int WidthForFullAddress = 170;

    /// <summary>Gets a value indicating whether an address is shown whole: always where it may be copied by a program.</summary>
    public bool HasFullAddress => !IsTerminal || Width >= WidthForFullAddress;

    public static ReportStyle Of(IAnsiConsole console, bool isTerminal, bool all, bool isMarketTime) =>
        new(isTerminal, console.Profile.Width, all, isMarketTime);
}
