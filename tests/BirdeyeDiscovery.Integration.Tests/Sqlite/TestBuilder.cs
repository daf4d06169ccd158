using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

/// <summary>A builder without an engine: a provider's verb alone.</summary>
internal sealed class TestBuilder(string name, IServiceCollection? services = null) : IBirdeyeDiscoveryBuilder
{
    public string Name { get; } = name;

    public IServiceCollection Services { get; } = services ?? new ServiceCollection();
}
