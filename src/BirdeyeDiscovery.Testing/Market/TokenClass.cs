namespace BirdeyeDiscovery.Testing;

/// <summary>The classes of tokens that share the generated list.</summary>
internal enum TokenClass
{
    Major,
    Established,
    Mid,
    Young,
    Micro,
}
