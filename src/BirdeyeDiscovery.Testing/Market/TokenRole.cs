namespace BirdeyeDiscovery.Testing;

/// <summary>What a token is there to show, beside ordinary trading.</summary>
internal enum TokenRole
{
    Ordinary,

    /// <summary>The highest volume of all, traded between a handful of wallets.</summary>
    Wash,

    /// <summary>Strong and safe until its liquidity is taken within minutes.</summary>
    Rug,

    /// <summary>A symbol that breaks careless code.</summary>
    OddSymbol,

    /// <summary>A price of thousands and a liquidity of one cent.</summary>
    Dead,

    /// <summary>On the list within minutes of its launch, before its security is known.</summary>
    Fresh,
}
