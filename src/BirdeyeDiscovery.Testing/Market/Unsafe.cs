namespace BirdeyeDiscovery.Testing;

/// <summary>The danger of a token, if any.</summary>
internal enum Unsafe
{
    No,
    MintAuthority,
    FreezeAuthority,
    Concentrated,
    Fee,
    NoSells,
}
