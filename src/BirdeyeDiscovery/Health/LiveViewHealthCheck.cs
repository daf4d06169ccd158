using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BirdeyeDiscovery;

/// <summary>Checks whether the live view answers and is fresh.</summary>
internal sealed class LiveViewHealthCheck(IServiceProvider provider, string name) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var reader = provider.GetKeyedService<ILiveReader>(name) ?? throw new InvalidOperationException(
            $"Health checks were added for the engine '{name}', and the host has no such engine. Call AddBirdeyeDiscovery with it.");
        return HealthRules.OfLiveView(await reader.GetViewAsync(cancellationToken).ConfigureAwait(false)).In(context);
    }
}
