using System.Text.RegularExpressions;

namespace BirdeyeDiscovery.EndToEnd.Tests.Support;

/// <summary>
/// A line of the README that runs a sample. The tests run the program that is built already, with the same flags.
/// .ci/run starts both samples of "Try it" with <c>dotnet run</c> as well, but on what is built already (<c>-c Release --no-build</c>), and the
/// bot for fewer cycles.
/// </summary>
/// <param name="Setting">The name of the setting before the command, or nothing.</param>
/// <param name="Sample">The name of the sample.</param>
/// <param name="Arguments">The flags of the sample.</param>
internal sealed partial record ShownCommand(string Setting, string Sample, string[] Arguments)
{
    /// <summary>Gets the only line of the README that runs a sample with this setting.</summary>
    public static ShownCommand Of(string sample, string setting = "") => Assert.Single(
        Documents.Blocks("README.md", "bash").SelectMany(static block => Line().Matches(block))
            .Select(static line => new ShownCommand(
                line.Groups["setting"].Value,
                line.Groups["sample"].Value,
                line.Groups["arguments"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
        line => line.Sample == sample && line.Setting == setting);

    [GeneratedRegex("""(?m)^(?:(?<setting>\w+)=\S*?(?:"[^"]*")? )?dotnet run --project samples/(?<sample>\w+)(?: -c Release)?(?: -- (?<arguments>.*))?$""")]
    private static partial Regex Line();
}
