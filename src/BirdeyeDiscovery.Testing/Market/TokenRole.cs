namespace BirdeyeDiscovery.Testing;

/// <summary>The special case that a token demonstrates, besides ordinary trading.</summary>
internal enum TokenRole
{
    Ordinary,

    /// <summary>The highest volume of all, swapped between a few wallets.</summary>
    Wash,

    /// <summary>Strong and safe until its liquidity is withdrawn within minutes.</summary>
    Rug,

    /// <summary>A symbol that breaks careless code.</summary>
    OddSymbol,

    /// <summary>A price of thousands of USD and a liquidity of one cent.</summary>
    Dead,

    /// <summary>On the list within minutes of its launch, before its security is known.</summary>
    Fresh,
}
