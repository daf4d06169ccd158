using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

/// <summary>Finds the parts of an engine that a health check examines.</summary>
internal static class HealthParts
{
    /// <summary>The result of a health check of an engine in a host that has a reader of its live view alone.</summary>
    public static HealthReason ReaderOnly { get; } = HealthReason.Healthy("This host only reads the live view.");

    /// <summary>Gets the engine for a health check; null in a host that only reads its live view.</summary>
    /// <exception cref="InvalidOperationException">The host has neither; the name may be misspelt.</exception>
    public static DiscoveryEngine? Engine(IServiceProvider provider, string name) =>
        provider.GetKeyedService<DiscoveryEngine>(name)
            ?? (provider.GetService<IServiceProviderIsKeyedService>()?.IsKeyedService(typeof(ILiveReader), name) == true
                ? null
                : throw new InvalidOperationException(
                    $"The health checks of {EngineLabel.In(name)} find no such engine. Call AddBirdeyeDiscovery with that name."));

    /// <summary>
    /// Gets how long an outage may last before a health check reports it as unhealthy; the options of an invalid change are not used.
    /// </summary>
    public static TimeSpan Patience(IServiceProvider provider, string name, RunFacts runs) =>
        runs.Patience ?? RunMonitor.PatienceOf(provider.GetRequiredService<IOptionsFactory<BirdeyeDiscoveryOptions>>().Create(name));
}
