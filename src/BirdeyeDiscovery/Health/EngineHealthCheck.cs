using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BirdeyeDiscovery;

/// <summary>The health check of the engine: whether it runs, its clock is right, and its last run and cycle succeeded.</summary>
internal sealed class EngineHealthCheck(IServiceProvider provider, string name) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (HealthParts.Engine(provider, name) is not { } engine)
        {
            return Task.FromResult(HealthParts.ReaderOnly.In(context));
        }

        var (runs, last) = (engine.Runs, engine.LastResult);
        var reason = HealthRules.OfEngine(
            runs, HealthParts.Patience(provider, name, runs), engine.Leads, engine.ClockFault, last?.Snapshot);
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["leads"] = engine.Leads };
        if (last?.LastCycle is { } cycle)
        {
            data["last_cycle"] = cycle;
        }

        if (engine.RefusedCalls is { Count: > 0 } refused)
        {
            data["refused_calls"] = string.Join(", ", refused);
        }

        return Task.FromResult(reason.In(context, data));
    }
}
