using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

/// <summary>Checks numbers of the command line of the tool.</summary>
internal static class Limits
{
    /// <exception cref="ToolException">The number is not allowed.</exception>
    public static void Check<T>(Option<T> option, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            throw ToolException.Usage(string.Create(
                CultureInfo.InvariantCulture, $"{option.Name} is {value}; allowed are whole numbers from {least} to {most}."));
        }
    }
}
