using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BirdeyeDiscovery;

/// <summary>The health check of the live view: whether it answers and is fresh.</summary>
internal sealed class LiveViewHealthCheck(IServiceProvider provider, string name) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var reader = provider.GetKeyedService<ILiveReader>(name) ?? throw new InvalidOperationException(
            $"The health checks of {EngineLabel.In(name)} find no such engine. Call AddBirdeyeDiscovery with that name.");
        return HealthRules.OfLiveView(await reader.GetViewAsync(cancellationToken).ConfigureAwait(false)).In(context);
    }
}
