using Microsoft.Extensions.Configuration;

namespace BirdeyeDiscovery;

/// <summary>Finds options that are allowed but are seldom meant, each as one line for the log.</summary>
internal static class OptionNotices
{
    private const int MostMistakes = 3;
    private const string ApiKey = "Birdeye:ApiKey";

    /// <summary>Lists the options that are allowed but are seldom meant.</summary>
    /// <param name="options">The options.</param>
    /// <param name="root">The configuration of the host, or <see langword="null"/> when it is not known.</param>
    /// <param name="asksBirdeye">Whether Birdeye is asked, and not a source of the host.</param>
    /// <param name="isRead">Tells whether any engine of the host reads a section; null when that is not known.</param>
    public static IEnumerable<OptionNotice> Of(
        BirdeyeDiscoveryOptions options, IConfiguration? root, bool asksBirdeye, Func<string, bool>? isRead = null)
    {
        var path = options.ConfigurationPath;
        var section = options.IsRead && path.Length > 0 ? root : null;
        var nearest = section is null ? null : Nearest(section, path, options.IsSectionEmpty, isRead);
        var advice = nearest is null ? null
            : nearest.EndsWith(BirdeyeDiscoveryOptions.SectionName, StringComparison.OrdinalIgnoreCase)
                ? $"'{nearest}' is not read by this host; register the engine with that section"
            : $"'{nearest}' is not read by this host; rename it to '{path}'";
        if (options.IsSectionEmpty)
        {
            yield return new OptionNotice(
                IsMistake: advice is not null,
                $"the configuration section '{path}' has no values, so every option that code does not set has its default"
                    + (advice is null ? "" : $"; {advice}"));
        }
        else if (advice is not null)
        {
            yield return new OptionNotice(IsMistake: true, $"the configuration section {advice}");
        }

        var isKeyMissing = asksBirdeye && options.Birdeye is { ApiKey: null, BaseUrl.IsLoopback: false };
        var written = section is null ? [] : MisplacedKeys.In(section, path).ToList();
        if (isKeyMissing)
        {
            // The key may be read by the host, which then sets it in code. It is named only if the engine has none.
            var (full, isMisplaced) = (options.PathOf(ApiKey), written.Find(static name => name.Key == ApiKey).Path);
            var variable = full.Replace(":", "__", StringComparison.Ordinal);
            yield return new OptionNotice(
                IsMistake: true,
                $"{full} is not set, and Birdeye refuses requests without a key; "
                    + (isMisplaced is null ? "set it in the configuration, as a user secret or as the environment variable "
                        : $"'{isMisplaced}' is not read; rename it to '{full}', or in the environment to ")
                    + variable);
        }

        foreach (var (other, key) in written.Where(static name => name.Key != ApiKey))
        {
            yield return new OptionNotice(
                IsMistake: true,
                $"'{other}' is not read; rename it to '{options.PathOf(key)}', or in the environment to "
                    + options.PathOf(key).Replace(":", "__", StringComparison.Ordinal));
        }
    }

    // Gets the section whose name is nearly that of the engine's section. A short name allows fewer mistakes than a long one, because it
    // has more neighbours that belong to other components. A section that an engine reads is nobody's mistake. Where the engine's section
    // has values, a name that only extends it, such as BirdeyeDiscoveryEvm, is that of an engine in another process.
    private static string? Nearest(IConfiguration root, string path, bool isEmpty, Func<string, bool>? isRead)
    {
        var end = path.LastIndexOf(':');
        var (parent, key) = end < 0 ? (root, path) : (root.GetSection(path[..end]), path[(end + 1)..]);
        return parent.GetChildren()
            .Where(section => section.GetChildren().Any() && !string.Equals(section.Path, path, StringComparison.OrdinalIgnoreCase))
            .Where(section => isEmpty || !Extends(section.Key, key))
            .Select(section => (section.Path, Distance: Math.Min(
                Mistakes(section.Key, key),
                Mistakes(section.Key, BirdeyeDiscoveryOptions.SectionName))))
            .Where(static section => section.Distance <= MostMistakes)
            .OrderBy(static section => section.Distance)
            .Select(static section => section.Path)
            .FirstOrDefault(section => isRead?.Invoke(section) != true);
    }

    private static bool Extends(string name, string other) =>
        name.StartsWith(other, StringComparison.OrdinalIgnoreCase) || other.StartsWith(name, StringComparison.OrdinalIgnoreCase);

    private static int Mistakes(string written, string wanted) =>
        UnknownKeys.Distance(written, wanted) is var distance && distance <= wanted.Length / 4 ? distance : int.MaxValue;
}
