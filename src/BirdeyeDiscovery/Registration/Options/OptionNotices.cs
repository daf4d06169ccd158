using Microsoft.Extensions.Configuration;

namespace BirdeyeDiscovery;

/// <summary>Finds options that are allowed but are seldom meant, each as one line for the log.</summary>
internal static class OptionNotices
{
    private const int MostMistakes = 3;

    /// <summary>Lists the options that are allowed but are seldom meant.</summary>
    /// <param name="options">The options.</param>
    /// <param name="root">The configuration of the host, or <see langword="null"/> when it is not known.</param>
    /// <param name="asksBirdeye">Whether Birdeye is asked, and not a source of the host.</param>
    public static IEnumerable<OptionNotice> Of(BirdeyeDiscoveryOptions options, IConfiguration? root, bool asksBirdeye)
    {
        var nearest = root is null ? null : Nearest(root, options.ConfigurationPath);
        if (options.IsSectionEmpty)
        {
            yield return new OptionNotice(
                IsMistake: nearest is not null,
                $"the configuration section '{options.ConfigurationPath}' has no values, so every option that code does not set has its default"
                    + (nearest is null ? "" : $"; did you mean '{nearest}'?"));
        }
        else if (nearest is not null && options.ConfigurationPath.Length > 0)
        {
            // A key that looks like a mistake may be one that another engine reads, so this option notice is no mistake for certain.
            yield return new OptionNotice(
                IsMistake: false,
                $"the configuration also has a section '{nearest}', which this engine does not read: it reads '{options.ConfigurationPath}'");
        }

        if (asksBirdeye && options.Birdeye is { ApiKey: null, BaseUrl.IsLoopback: false })
        {
            var path = options.ConfigurationPath.Length == 0 ? "Birdeye:ApiKey" : options.ConfigurationPath + ":Birdeye:ApiKey";
            yield return new OptionNotice(
                IsMistake: true,
                $"{path} is not set, and Birdeye refuses requests without a key; set it in the configuration, "
                    + $"as a user secret or as the environment variable {path.Replace(":", "__", StringComparison.Ordinal)}");
        }
    }

    private static string? Nearest(IConfiguration root, string path)
    {
        var end = path.LastIndexOf(':');
        var (parent, key) = end < 0 ? (root, path) : (root.GetSection(path[..end]), path[(end + 1)..]);
        return parent.GetChildren()
            .Where(section => section.GetChildren().Any() && !string.Equals(section.Path, path, StringComparison.OrdinalIgnoreCase))
            .Select(section => (section.Path, Distance: Math.Min(
                UnknownKeys.Distance(section.Key, key),
                UnknownKeys.Distance(section.Key, BirdeyeDiscoveryOptions.SectionName))))
            .Where(static section => section.Distance <= MostMistakes)
            .OrderBy(static section => section.Distance)
            .Select(static section => section.Path)
            .FirstOrDefault();
    }
}
