using BirdeyeDiscovery;
using Microsoft.Extensions.Configuration;

namespace DiscoveryHost;

/// <summary>Finds settings that this host would ignore without a word, so that it would run on a generated market or on defaults.</summary>
internal static class MisplacedNames
{
    private const string Section = BirdeyeDiscoveryOptions.SectionName;
    private const string Key = Section + ":Birdeye:ApiKey";

    // A key without the section, and single underscores in the environment, where two separate the parts of a name.
    private static readonly string[] OtherKeys = ["Birdeye:ApiKey", Key.Replace(':', '_')];

    /// <summary>
    /// Lists a misspelt section and, if a key is needed and none is set, a key in the wrong place. A name that extends that of the section,
    /// such as BirdeyeDiscoveryEvm, is that of an engine in another process.
    /// </summary>
    public static IEnumerable<string> Faults(IConfiguration configuration, bool needsKey) => configuration.GetChildren()
        .Where(static section => NearName.IsNear(section.Key, Section) && section.GetChildren().Any()
            && !section.Key.StartsWith(Section, StringComparison.OrdinalIgnoreCase))
        .Select(static section => $"The section {section.Key} is not read by this host; rename it to {Section}.")
        .Concat(OtherKeys
            .Where(other => needsKey && !string.IsNullOrWhiteSpace(configuration[other]))
            .Select(static other => $"{other} is not read by this host; rename it to {Key}."));
}
