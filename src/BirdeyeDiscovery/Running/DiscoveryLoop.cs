using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>Runs a cycle whenever one is due. Survives everything but being stopped.</summary>
internal sealed class DiscoveryLoop(DiscoveryEngine engine, TimeProvider clock, StoreClock storeClock, ILogger<DiscoveryEngine> logger) : BackgroundService
{
    private readonly RepeatedFailures _failures = new(clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host's start must not wait for the first cycle.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = await RunAsync(stoppingToken).ConfigureAwait(false) is { } due
                ? WaitAsync(due, stoppingToken)
                : Task.Delay(engine.CurrentOptions.Storage.Lease / 3, storeClock.Time, stoppingToken);
            await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Runs a turn; gives when the next one is due, or null to look again after a third of the lease.</summary>
    private async Task<DateTimeOffset?> RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A follower looks again well before a dead leader's lease would be over twice; so does a loop that finds the host running a cycle itself.
            var result = await engine.RunCycleAsync(stoppingToken).ConfigureAwait(false);
            return result.Status is CycleStatus.Ran or CycleStatus.NotDue ? result.NextDue : null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            if (_failures.Allows(failure, out var suppressed))
            {
                Log.CycleCrashed(logger, engine.Name, FailureText.Repeats(suppressed), failure);
            }

            // A cycle that was lost has cost calls, and its successor waits for its turn; one that never began may be due as soon as the store answers.
            return engine.HasAsked ? clock.GetUtcNow() + engine.CurrentOptions.Discovery.Interval : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    // By the earlier of two counts: a clock that is set back while this waits must not make the wait longer, one that is set forward ends it.
    private async Task WaitAsync(DateTimeOffset due, CancellationToken stoppingToken)
    {
        var (began, whole) = (clock.GetTimestamp(), due - clock.GetUtcNow());

        // The clock may also have been set since the time was reckoned; no cycle is due later than this.
        var latest = engine.CurrentOptions.Discovery.Interval + ClockRules.Tolerance(engine.CurrentOptions);
        whole = whole < latest ? whole : latest;
        for (var left = whole; left > TimeSpan.Zero; left = Left())
        {
            var options = engine.CurrentOptions;
            var step = options.Storage.Lease < options.Cache.Ttl.Score ? options.Storage.Lease / 3 : options.Cache.Ttl.Score / 3;
            await Task.Delay(left < step ? left : step, clock, stoppingToken).ConfigureAwait(false);
            if (left <= step)
            {
                return;
            }

            if (!engine.Leads)
            {
                // Leadership got lost: from here on this host looks for it as every follower does.
                return;
            }

            await engine.TendAsync(stoppingToken).ConfigureAwait(false);
        }

        TimeSpan Left()
        {
            var (byClock, byElapsed) = (due - clock.GetUtcNow(), whole - clock.GetElapsedTime(began));
            return byClock < byElapsed ? byClock : byElapsed;
        }
    }
}
