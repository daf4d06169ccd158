namespace BirdeyeDiscovery.EndToEnd.Tests.Support;

/// <summary>Packs once for all classes that look at the packages.</summary>
[CollectionDefinition(nameof(SharedPackages))]
public sealed class SharedPackages : ICollectionFixture<PackedPackages>;
