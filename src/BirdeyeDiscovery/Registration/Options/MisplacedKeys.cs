using Microsoft.Extensions.Configuration;

namespace BirdeyeDiscovery;

/// <summary>
/// Finds option keys that are written outside their section: with one underscore in the name of an environment variable where two are
/// needed, or the API key without the name of the section.
/// </summary>
internal static class MisplacedKeys
{
    private const string ApiKey = "Birdeye:ApiKey";

    // The bot's own variables may begin with a shorter name, such as BOT_CACHE_KEY_PREFIX with the section Bot.
    private const int LeastLetters = 8;

    /// <summary>Lists the values whose names can only be meant for a section, with the key that each name means.</summary>
    /// <param name="root">The configuration of the host.</param>
    /// <param name="section">The path of the section.</param>
    public static IEnumerable<(string Path, string Key)> In(IConfiguration root, string section)
    {
        var name = Letters(section);
        var first = section.Split(':')[0];
        foreach (var child in name.Length < LeastLetters ? [] : root.GetChildren())
        {
            // The names of variables of other products do not begin with the whole name of the section.
            if (!child.Key.Contains('_', StringComparison.Ordinal)
                || string.Equals(child.Key, first, StringComparison.OrdinalIgnoreCase)
                || !Letters(child.Key).StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach (var (path, value) in child.AsEnumerable())
            {
                if (!string.IsNullOrEmpty(value) && KeyOf(Letters(path)[name.Length..]) is { } key)
                {
                    yield return (path, key);
                }
            }
        }

        if (!string.IsNullOrWhiteSpace(root[ApiKey]))
        {
            yield return (ApiKey, ApiKey);
        }
    }

    private static string? KeyOf(string letters) => OptionTable.Keys
        .Select(static key => key.Path)
        .FirstOrDefault(path => string.Equals(Letters(path), letters, StringComparison.OrdinalIgnoreCase));

    private static string Letters(string path) =>
        path.Replace(":", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
}
