namespace BirdeyeDiscovery.Testing;

/// <summary>The danger of a generated token, if any.</summary>
internal enum Unsafe
{
    No,
    MintAuthority,
    FreezeAuthority,
    Concentrated,
    Fee,
    NoSells,
}
