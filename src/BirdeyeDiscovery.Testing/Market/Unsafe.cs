namespace BirdeyeDiscovery.Testing;

/// <summary>What is wrong with a token, if anything.</summary>
internal enum Unsafe
{
    No,
    MintAuthority,
    FreezeAuthority,
    Concentrated,
    Fee,
    NoSells,
}
