using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>Runs a cycle whenever one is due. Survives everything but being stopped.</summary>
internal sealed class DiscoveryLoop(DiscoveryEngine engine, TimeProvider clock, ILogger<DiscoveryEngine> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host's start must not wait for the first cycle.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var due = await RunAsync(stoppingToken).ConfigureAwait(false);
            await WaitAsync(due, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<DateTimeOffset> RunAsync(CancellationToken stoppingToken)
    {
        var options = engine.CurrentOptions;
        try
        {
            var result = await engine.RunCycleAsync(stoppingToken).ConfigureAwait(false);
            if (result is { Status: CycleStatus.Ran or CycleStatus.NotDue, NextDue: { } due })
            {
                return due;
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            Log.CycleCrashed(logger, engine.Name, failure);
            return clock.GetUtcNow() + options.Discovery.Interval;
        }
        catch (OperationCanceledException)
        {
            return clock.GetUtcNow();
        }

        // A follower looks again well before a dead leader's lease would be over twice; so does a loop that finds the host running a cycle itself.
        return clock.GetUtcNow() + (options.Storage.Lease / 3);
    }

    private async Task WaitAsync(DateTimeOffset due, CancellationToken stoppingToken)
    {
        for (var left = due - clock.GetUtcNow(); left > TimeSpan.Zero; left = due - clock.GetUtcNow())
        {
            var step = engine.CurrentOptions.Storage.Lease / 3;
            await Task.Delay(left < step ? left : step, clock, stoppingToken).ConfigureAwait(false);
            if (left > step)
            {
                await TendAsync(stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private async Task TendAsync(CancellationToken stoppingToken)
    {
        try
        {
            await engine.TendAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (DiscoveryStoreException failure)
        {
            // The next cycle asks again; until then another host may take over, as it should.
            Log.CycleCrashed(logger, engine.Name, failure);
        }
    }
}
