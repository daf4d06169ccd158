using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BirdeyeDiscovery;

/// <summary>The health check of the live view: whether it answers and is fresh.</summary>
internal sealed class LiveViewHealthCheck(IServiceProvider provider, string name) : IHealthCheck
{
    private readonly Lock _gate = new();
    private long? _missingSince;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var reader = provider.GetKeyedService<ILiveReader>(name) ?? throw new InvalidOperationException(
            $"The health checks of {EngineLabel.In(name)} find no such engine. Call AddBirdeyeDiscovery with that name.");
        var view = await reader.GetViewAsync(cancellationToken).ConfigureAwait(false);
        return HealthRules.OfLiveView(view, Missing(view.Kind), Patience()).In(context);
    }

    private TimeSpan Missing(LiveAnswerKind kind)
    {
        var clock = provider.GetRequiredService<TimeProvider>();
        lock (_gate)
        {
            _missingSince = kind == LiveAnswerKind.Missing ? _missingSince ?? clock.GetTimestamp() : null;
            return _missingSince is { } since ? clock.GetElapsedTime(since) : TimeSpan.Zero;
        }
    }

    // A follower whose cache is in its own process has no view until it leads.
    private TimeSpan? Patience() =>
        HealthParts.Engine(provider, name) is not { } engine ? null
        : !engine.Leads && provider.GetKeyedService<ICacheLayer>(name) is { IsShared: false } ? TimeSpan.MaxValue
        : HealthParts.Patience(provider, name, engine.Runs);
}
