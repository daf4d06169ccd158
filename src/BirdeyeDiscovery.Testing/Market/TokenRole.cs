namespace BirdeyeDiscovery.Testing;

/// <summary>The special case that a generated token demonstrates, besides ordinary trading.</summary>
internal enum TokenRole
{
    Ordinary,

    /// <summary>The generated token has the highest volume of all, swapped between a few wallets.</summary>
    Wash,

    /// <summary>The generated token is strong and safe until its liquidity is withdrawn within minutes.</summary>
    Rug,

    /// <summary>The generated token has a symbol that breaks careless code.</summary>
    OddSymbol,

    /// <summary>The generated token has a price of thousands of USD and a liquidity of one cent.</summary>
    Dead,

    /// <summary>The generated token is on the list within minutes of its launch, before its security is known.</summary>
    Fresh,
}
