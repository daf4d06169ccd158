using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery;

/// <summary>Configures one engine; providers add their methods to it (<c>UseSqlite</c>, <c>UseOpenPositions</c>, …).</summary>
/// <remarks>
/// Services are keyed by <see cref="Name"/>; those of the default engine (empty name) can also be resolved without a key.
/// </remarks>
public interface IBirdeyeDiscoveryBuilder
{
    /// <summary>Gets the engine's name; empty for the default one.</summary>
    string Name { get; }

    /// <summary>Gets the services.</summary>
    IServiceCollection Services { get; }
}
