using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>Runs a cycle whenever one is due. No failure ends the loop; only the stop of the host does.</summary>
internal sealed class DiscoveryLoop(
    DiscoveryEngine engine,
    TimeProvider clock,
    StoreClock storeClock,
    ILogger<DiscoveryEngine> logger) : BackgroundService
{
    private readonly RepeatedFailures _failures = new(clock);
    private bool _hasTold;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the host must not wait for the first cycle.
        await Task.Yield();
        DiscoveryActivities.Leave();
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = await RunAsync(stoppingToken).ConfigureAwait(false) is { } due
                ? WaitAsync(due.At, due.Latest, stoppingToken)
                : Task.Delay(engine.CurrentOptions.Storage.Lease / 3, storeClock.Time, stoppingToken);
            await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Runs the engine once; returns the time of the next cycle and the longest wait for it, or null to try again after a third of the lease.
    /// </summary>
    private async Task<(DateTimeOffset At, TimeSpan Latest)?> RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A follower retries well before twice the lease of a dead leader, and so does a loop that finds the host itself running a
            // cycle.
            var result = await engine.RunCycleAsync(stoppingToken).ConfigureAwait(false);
            // After a cycle of this host the next one is due within an interval. That of another host may carry a time that is ahead of
            // this host's clock by what two clocks may differ.
            var interval = engine.CurrentOptions.Discovery.Interval;
            TellWait(result);
            return (result.Status, result.NextDue) switch
            {
                (CycleStatus.Ran, { } next) => (next, interval),
                (CycleStatus.NotDue, { } next) => (next, interval + ClockRules.Tolerance(engine.CurrentOptions)),
                _ => null,
            };
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            if (_failures.Allows(failure, out var suppressed))
            {
                Log.CycleCrashed(logger, engine.Name, FailureText.Cause(failure), FailureText.Repeats(suppressed), failure);
            }

            // A failed cycle that called the API has used calls, so the next one waits for its time; a cycle that never began may run as
            // soon as the store answers.
            var interval = engine.CurrentOptions.Discovery.Interval;
            return engine.HasAsked ? (clock.GetUtcNow() + interval, interval) : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    // A timer drops the fraction of a millisecond, and would end before the cycle is due: the loop would ask for it again and again.
    private static TimeSpan WholeMilliseconds(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    // Logs once when the next cycle is due. Without it, a host that was restarted within an interval would look idle.
    private void TellWait(CycleResult result)
    {
        if (!_hasTold && result is { Status: CycleStatus.NotDue, NextDue: { } next })
        {
            Log.NextCycle(logger, engine.Name, next, next - clock.GetUtcNow());
        }

        _hasTold |= result.Status != CycleStatus.NotLeader;
    }

    // The wait ends at the earlier of two measures: a clock that is set back meanwhile must not prolong it, and one that is set forward
    // ends it.
    private async Task WaitAsync(DateTimeOffset due, TimeSpan latest, CancellationToken stoppingToken)
    {
        var (began, whole) = (clock.GetTimestamp(), due - clock.GetUtcNow());

        // The clock may also have been set since the due time was computed.
        whole = whole < latest ? whole : latest;
        for (var left = whole; left > TimeSpan.Zero; left = Left())
        {
            var options = engine.CurrentOptions;
            var step = options.Storage.Lease < options.Cache.Ttl.Score ? options.Storage.Lease / 3 : options.Cache.Ttl.Score / 3;
            await Task.Delay(WholeMilliseconds(left < step ? left : step), clock, stoppingToken).ConfigureAwait(false);
            if (left <= step)
            {
                return;
            }

            if (!engine.Leads)
            {
                // Leadership was lost: from now on this host tries to take it like every follower.
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
