using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BirdeyeDiscovery;

/// <summary>The health check of the store reads the newest snapshot.</summary>
internal sealed class StoreHealthCheck(IServiceProvider provider, string name) : IHealthCheck
{
    /// <summary>How long the store may take to answer the health check. It is real time, like all waits for a store.</summary>
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private long? _failingSince;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (HealthParts.Engine(provider, name) is not { } engine)
        {
            return HealthParts.ReaderOnly.In(context);
        }

        var time = provider.GetRequiredService<StoreClock>().Time;
        try
        {
            var history = provider.GetRequiredKeyedService<IDiscoveryHistory>(name);
            await history.GetSnapshotsAsync(1, cancellationToken).AsTask().WaitAsync(Answer, time, cancellationToken).ConfigureAwait(false);
            Failing(null);
            return HealthReason.Healthy("The store answers.").In(context);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The result of the health check leaves out the text of the exception, which may name a host or a user. The log has the text.
            var text = failure is TimeoutException ? $"The store did not answer within {Answer.TotalSeconds:0} s" : "The store failed";
            var patience = HealthParts.Patience(provider, name, engine.Runs);
            return HealthRules.OfOutage(text, time.GetElapsedTime(Failing(time.GetTimestamp())!.Value), patience).In(context);
        }
    }

    private long? Failing(long? now)
    {
        lock (_gate)
        {
            return _failingSince = now is null ? null : _failingSince ?? now;
        }
    }
}
