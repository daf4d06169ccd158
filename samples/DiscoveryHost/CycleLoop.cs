using BirdeyeDiscovery;

namespace DiscoveryHost;

/// <summary>Runs a cycle whenever one is due, or follows another host's, until the wanted number is reached or the host stops.</summary>
internal sealed class CycleLoop(
    IDiscoveryEngine engine, IDiscoveryHistory history, LocalMarket market, BirdeyeDiscoveryOptions options, HostPlan plan, CycleScreen screen, TextWriter errors)
{
    private const int FollowedAtOnce = 100;

    private readonly TimeProvider _clock = market.Clock;
    private readonly TimeSpan _interval = options.Discovery.Interval;

    // Often enough to see each cycle, and to take over soon after a leader's lease has run out.
    private readonly TimeSpan _lookAgain = TimeSpan.FromTicks(Math.Min(options.Discovery.Interval.Ticks / 4, options.Storage.Lease.Ticks / 3));

    private DateTimeOffset? _seen;
    private bool _follows;

    public RunTotals Totals { get; } = new();

    private bool IsDone => plan.Flags.Cycles is { } count && Totals.Cycles >= count;

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (!IsDone)
            {
                var wait = await StepAsync(stopping);
                if (!IsDone && wait > TimeSpan.Zero)
                {
                    market.LetTimeRun();
                    await Task.Delay(wait, _clock, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop: the running cycle left nothing behind, or had committed.
        }
    }

    /// <summary>Runs or follows once; returns how long to wait before the next step.</summary>
    private async Task<TimeSpan> StepAsync(CancellationToken stopping)
    {
        try
        {
            var result = await screen.WatchAsync(engine, engine.RunCycleAsync(stopping).AsTask());
            return result.Status switch
            {
                CycleStatus.Ran => Ran(result),
                CycleStatus.NotLeader => await FollowAsync(result, stopping),
                _ => Skipped(result),
            };
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            Totals.CountUnstored();
            var advice = failure is DiscoveryStoreException ? "The store did not do its part" : "The cycle broke off";
            await errors.WriteLineAsync($"{advice}: {PlainText.Clean(failure.Message)} The next cycle is tried in {_interval}.");
            return _interval;
        }
    }

    private TimeSpan Ran(CycleResult result)
    {
        _follows = false;
        _seen = result.LastCycle;
        Totals.Count(result);
        screen.Show(result);
        return Until(result.NextDue);
    }

    private TimeSpan Skipped(CycleResult result)
    {
        var wait = Until(result.NextDue);
        if (wait > _interval)
        {
            screen.Say(FormattableString.Invariant($"The next cycle is due at {result.NextDue:yyyy-MM-dd HH:mm:ss}Z by the history in the store."));
        }

        return wait;
    }

    private async Task<TimeSpan> FollowAsync(CycleResult result, CancellationToken stopping)
    {
        if (!_follows)
        {
            _follows = true;
            _seen ??= result.LastCycle ?? DateTimeOffset.MinValue;
            screen.Say("Another host leads; this one follows its cycles.");
        }

        foreach (var snapshot in (await history.GetSnapshotsAsync(FollowedAtOnce, stopping)).Reverse())
        {
            if (snapshot.CycleTimestamp > _seen && !IsDone)
            {
                _seen = snapshot.CycleTimestamp;
                Totals.Count(snapshot);
                screen.Say("Leader: " + CycleReport.Headline(snapshot));
            }
        }

        return _lookAgain;
    }

    private TimeSpan Until(DateTimeOffset? due) => due is { } time ? time - _clock.GetUtcNow() : _interval;
}
