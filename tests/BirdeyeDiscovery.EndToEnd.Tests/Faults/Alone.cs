namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Tests that measure the whole process, such as what it allocates, and so run while no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
