using Microsoft.Extensions.Configuration;

namespace DiscoveryHost;

/// <summary>
/// Compares the name of a setting with the name that it may stand for. Other samples compile this file too, so it needs nothing of this
/// one.
/// </summary>
internal static class NearName
{
    private const int MostMistakes = 2;

    /// <summary>
    /// Gets the sentence about a configured value whose name is nearly the wanted one, also where the section is misspelt; null for none.
    /// </summary>
    public static string? Fault(IConfiguration configuration, string wanted) => configuration.GetChildren()
        .SelectMany(static section => section.GetChildren())
        .Where(other => !string.IsNullOrWhiteSpace(other.Value) && IsNear(other.Path, wanted))
        .Select(other => $"{other.Path} is not read by this host; did you mean {wanted}?")
        .FirstOrDefault();

    /// <summary>Gets whether a name differs from the wanted one by one or two letters that were added, left out or changed.</summary>
    public static bool IsNear(string name, string wanted) => Distance(name, wanted) is > 0 and <= MostMistakes;

    // The steps to each beginning of the wanted name, for one more letter of the name in each round.
    private static int Distance(string name, string wanted)
    {
        int[] steps = [.. Enumerable.Range(0, wanted.Length + 1)];
        foreach (var letter in name.ToUpperInvariant())
        {
            var diagonal = steps[0]++;
            for (var i = 1; i < steps.Length; i++)
            {
                var change = letter == char.ToUpperInvariant(wanted[i - 1]) ? diagonal : diagonal + 1;
                diagonal = steps[i];
                steps[i] = Math.Min(change, 1 + Math.Min(steps[i - 1], diagonal));
            }
        }

        return steps[^1];
    }
}
