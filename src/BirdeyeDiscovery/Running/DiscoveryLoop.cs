using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The loop runs a cycle of the engine whenever one is due. No failure ends the loop; only the stop of the host does.</summary>
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
        // The start of the host must not wait for the loop's first cycle.
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
    /// The loop runs the engine once; returns the time of the next cycle and the longest wait for it, or null to try again after a third of
    /// the lease.
    /// </summary>
    private async Task<(DateTimeOffset At, TimeSpan Latest)?> RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A null result makes the engine's loop try again after a third of the lease. A follower thus takes over soon after a leader
            // dies; the same applies if the host itself is running a cycle.
            var result = await engine.RunCycleAsync(stoppingToken).ConfigureAwait(false);
            var interval = engine.CurrentOptions.Discovery.Interval;
            TellWait(result);

            // After a cycle of this host, the loop waits an interval at most. When no cycle is due, another host may have run the last one,
            // and its clock may be ahead by the tolerance, which is added.
            return (result.Status, result.NextDue) switch
            {
                (CycleStatus.Ran, { } next) => (next, interval),
                (CycleStatus.NotDue, { } next) => (next, interval + ClockRules.Tolerance(engine.CurrentOptions)),
                _ => null,
            };
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            // A cycle that failed after calls to the API has spent compute units, so the next one waits an interval. A cycle that failed
            // before its first call may run as soon as the store answers.
            var (now, options) = (clock.GetUtcNow(), engine.CurrentOptions);
            var wait = engine.HasAsked ? options.Discovery.Interval : options.Storage.Lease / 3;
            if (_failures.Allows(failure, out var suppressed))
            {
                Log.CycleCrashed(
                    logger,
                    engine.Name,
                    Log.SecondsUntil(now + wait, now),
                    FailureText.Cause(failure),
                    FailureText.Repeats(suppressed),
                    ExpectedFault.Stack(logger, engine.Name, failure));
            }

            return engine.HasAsked ? (now + wait, wait) : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    // The wait of the loop is rounded up, because a timer drops the fraction of a millisecond. The loop would otherwise wake before the
    // cycle is due and ask the engine again and again.
    private static TimeSpan WholeMilliseconds(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    // The loop logs once when the next cycle is due. A host that was restarted within an interval would otherwise look idle.
    private void TellWait(CycleResult result)
    {
        if (!_hasTold && result is { Status: CycleStatus.NotDue, NextDue: { } next })
        {
            Log.NextCycle(logger, engine.Name, next, next - clock.GetUtcNow());
        }

        _hasTold |= result.Status != CycleStatus.NotLeader;
    }

    // The wait of the loop is measured by the clock and by elapsed time, and ends with the shorter one. A clock that is set back during the
    // wait thus does not prolong it, and one that is set forward ends it.
    private async Task WaitAsync(DateTimeOffset due, TimeSpan latest, CancellationToken stoppingToken)
    {
        var (began, whole) = (clock.GetTimestamp(), due - clock.GetUtcNow());

        // The wait of the loop is limited, because the clock may have been set back since the due time was computed.
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
                // The loop stops waiting: leadership was lost, and from now on this host tries to take it like every follower.
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
