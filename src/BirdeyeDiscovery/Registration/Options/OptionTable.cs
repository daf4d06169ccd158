using System.Collections.Frozen;

namespace BirdeyeDiscovery;

/// <summary>Every option key with one value, in the order of the reference. The lists are in <see cref="OptionLists"/>.</summary>
internal static class OptionTable
{
    public static IReadOnlyList<OptionKey> Keys { get; } =
        [.. BirdeyeOptionKeys.All, .. DiscoveryOptionKeys.All, .. ScoringOptionKeys.All, .. OtherOptionKeys.All];

    /// <summary>The option keys by path; the configuration is case-insensitive.</summary>
    public static FrozenDictionary<string, OptionKey> ByPath { get; } = Keys.ToFrozenDictionary(
        x => x.Path,
        StringComparer.OrdinalIgnoreCase);
}
