namespace BirdeyeDiscovery.Testing;

/// <summary>The kinds of tokens that share the list.</summary>
internal enum TokenClass
{
    Major,
    Established,
    Mid,
    Young,
    Micro,
}
