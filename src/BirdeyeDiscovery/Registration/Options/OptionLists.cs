namespace BirdeyeDiscovery;

/// <summary>The option keys that are lists of texts.</summary>
internal static class OptionLists
{
    public const string Seeds = "Discovery:Seeds";

    public static IReadOnlyList<OptionList> All { get; } =
    [
        new(
            "Birdeye:AllowedHosts",
            "Hosts that `Birdeye:BaseUrl` may name besides the default and loopback addresses; the key is sent to no other.",
            false,
            o => o.Birdeye.AllowedHosts,
            _ => "a host name, without scheme, port or path",
            (_, x) => x is not null && Uri.CheckHostName(x) != UriHostNameType.Unknown),
        new(
            "Scoring:DenyList",
            "Addresses that never enter, besides the built-in quote coins, stable coins and liquid-staking tokens.",
            true,
            o => o.Scoring.DenyList,
            o => TextRules.AddressWords(o.Birdeye.Chain),
            (o, x) => x is not null && TextRules.IsTypedAddress(o.Birdeye.Chain, x)),
        new(
            "Scoring:AuthorityAllowList",
            "Addresses for which a live mint or freeze authority is accepted.",
            true,
            o => o.Scoring.AuthorityAllowList,
            o => TextRules.AddressWords(o.Birdeye.Chain),
            (o, x) => x is not null && TextRules.IsTypedAddress(o.Birdeye.Chain, x)),
    ];
}
