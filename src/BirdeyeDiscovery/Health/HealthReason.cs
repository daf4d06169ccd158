using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BirdeyeDiscovery;

/// <summary>A health status with its reason, as the rules of <see cref="HealthRules"/> decide it.</summary>
internal readonly record struct HealthReason(HealthStatus Status, string Text)
{
    public static HealthReason Healthy(string text) => new(HealthStatus.Healthy, text);

    public static HealthReason Degraded(string text) => new(HealthStatus.Degraded, text);

    public static HealthReason Unhealthy(string text) => new(HealthStatus.Unhealthy, text);

    /// <summary>Gets the result of the health check; the host chose with the registration what an unhealthy one counts as.</summary>
    public HealthCheckResult In(HealthCheckContext context, IReadOnlyDictionary<string, object>? data = null) =>
        new(Status == HealthStatus.Unhealthy ? context.Registration.FailureStatus : Status, Text, null, data);
}
