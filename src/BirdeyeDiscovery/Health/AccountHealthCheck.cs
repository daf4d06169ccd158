using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BirdeyeDiscovery;

/// <summary>
/// The health check of the account: it asks the calls of the cycles whether Birdeye serves the account, and makes no call of its own.
/// </summary>
internal sealed class AccountHealthCheck(IServiceProvider provider, string name) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (HealthParts.Engine(provider, name) is not { } engine)
        {
            return Task.FromResult(HealthParts.ReaderOnly.In(context));
        }

        var budget = engine.BudgetForecast;
        var account = provider.GetRequiredKeyedService<EngineTelemetry>(name).Account;
        var reason = account.Trouble() is { } trouble
            ? HealthRules.OfOutage(
                $"Birdeye does not serve the account ({trouble.Failure})",
                trouble.For,
                HealthParts.Patience(provider, name, engine.Runs))
            : HealthReason.Healthy("No call of this host is refused.");
        if (HealthRules.OfBudget(budget) is { } shortage
            && (reason.Status == HealthStatus.Healthy || shortage.Status == HealthStatus.Unhealthy))
        {
            reason = shortage;
        }

        var data = budget is null
            ? null
            : new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["compute_units_left"] = budget.Left,
                ["compute_units_expected"] = budget.ExpectedAtReset,
                ["stretch"] = budget.Stretch.ToString(),
            };
        return Task.FromResult(reason.In(context, data));
    }
}
