namespace BirdeyeDiscovery;

/// <summary>An option that is a set of texts, configured by index, such as <c>Scoring:DenyList:0</c>.</summary>
internal sealed record OptionList(
    string Path,
    string Meaning,
    bool DecidesCycle,
    Func<BirdeyeDiscoveryOptions, ISet<string>> Get,
    Func<BirdeyeDiscoveryOptions, string> Allowed,
    Func<BirdeyeDiscoveryOptions, string, bool> IsAllowed);
