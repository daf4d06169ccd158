namespace BirdeyeDiscovery;

/// <summary>A set of texts that is configured by index, such as <c>Scoring:DenyList:0</c>.</summary>
internal sealed record OptionList(
    string Path,
    string Meaning,
    bool DecidesCycle,
    Func<BirdeyeDiscoveryOptions, ISet<string>> Get,
    Func<BirdeyeDiscoveryOptions, string> Allowed,
    Func<BirdeyeDiscoveryOptions, string, bool> IsAllowed);
