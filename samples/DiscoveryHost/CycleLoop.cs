using BirdeyeDiscovery;

namespace DiscoveryHost;

/// <summary>
/// Runs a cycle whenever one is due, or follows those of another host, until the requested number is reached or the host stops.
/// </summary>
internal sealed class CycleLoop(
    IDiscoveryEngine engine,
    IDiscoveryHistory history,
    ILeaderLease leadership,
    LocalMarket market,
    TimeSpan interval,
    TimeSpan lease,
    TimeSpan scoreLifetime,
    int? wanted,
    CycleScreen screen,
    TextWriter errors)
{
    private const int FollowedAtOnce = 100;

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _clock = market.Clock;
    private DateTimeOffset? _seen;
    private bool _follows;
    private bool _waitsForStore;
    private bool _hasSaid;
    private bool _hasSaidClock;

    public RunTotals Totals { get; } = new();

    private bool IsDone => wanted is { } count && Totals.Cycles >= count;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var sent = new SentRequests();
        try
        {
            while (!IsDone)
            {
                var wait = await StepAsync(sent, stopping);
                if (!IsDone && wait > TimeSpan.Zero)
                {
                    market.LetTimeRun();
                    await PauseAsync(wait, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host was asked to stop. The running cycle was either committed or left nothing behind.
            screen.Say("Stopped. A cycle that was running is stored whole or not at all, and the next start runs it again if not.");
        }
    }

    // A lease runs in real time, however fast the clock of this process is. A follower therefore checks at intervals of real time whether
    // the leader died, and a part of a lease is waited for in real time.
    private async Task PauseAsync(TimeSpan wait, CancellationToken stopping)
    {
        if (!_follows || _waitsForStore)
        {
            await Task.Delay(wait, _waitsForStore ? TimeProvider.System : _clock, stopping);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(Task.Delay(wait, _clock, either.Token), Task.Delay(lease / 3, TimeProvider.System, either.Token));
        await either.CancelAsync();
        stopping.ThrowIfCancellationRequested();
    }

    /// <summary>Runs or follows once, and returns the delay before the next step.</summary>
    private async Task<TimeSpan> StepAsync(SentRequests sent, CancellationToken stopping)
    {
        try
        {
            (_waitsForStore, _) = (false, sent.TakeAny());
            var result = await screen.WatchAsync(engine, engine.RunCycleAsync(stopping).AsTask());
            var wait = result.Status switch
            {
                CycleStatus.Ran => Ran(result),
                CycleStatus.NotLeader => await FollowAsync(result, stopping),
                CycleStatus.ClockOff => ClockOff(result),
                _ => Skipped(result),
            };

            // A step without a due cycle keeps the published scores from expiring.
            return wait < scoreLifetime / 3 ? wait : scoreLifetime / 3;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            Totals.CountUnstored();
            var advice = failure is DiscoveryStoreException ? "The store did not do its part" : "The cycle broke off";
            var hasAsked = sent.TakeAny();
            _waitsForStore = !hasAsked;
            var (wait, now) = (
                NextAttempt.WaitAfterUnstored(hasAsked, interval, lease),
                (_waitsForStore ? TimeProvider.System : _clock).GetUtcNow());
            await errors.WriteLineAsync(
                $"{advice}: {PlainText.Clean(failure.Message)} "
                + NextAttempt.Text(now + wait, now, screen.IsMarketTime && !_waitsForStore));
            return wait;
        }
    }

    private TimeSpan Ran(CycleResult result)
    {
        _follows = false;
        _seen = result.LastCycle;
        Totals.Count(result);
        screen.Show(result);
        var wait = Until(result.NextDue);
        if (result.Snapshot?.Outcome == CycleOutcome.Failed && !IsDone)
        {
            var now = _clock.GetUtcNow();
            screen.Say(NextAttempt.Text(now + wait, now, screen.IsMarketTime));
        }

        return wait;
    }

    private TimeSpan ClockOff(CycleResult result)
    {
        if (!_hasSaidClock)
        {
            _hasSaidClock = true;
            screen.Say($"No cycle is run here: {string.Join("; ", result.Warnings)}.");
        }

        return interval;
    }

    private TimeSpan Skipped(CycleResult result)
    {
        var wait = Until(result.NextDue);
        if (!_hasSaid && (wait > interval || (Totals.Cycles == 0 && wait > LongestSilence)))
        {
            _hasSaid = true;
            var seconds = NextAttempt.Seconds(wait, screen.IsMarketTime);
            screen.Say(FormattableString.Invariant(
                $"The next cycle is due at {result.NextDue:yyyy-MM-dd HH:mm:ss}Z, in {seconds}, by the history in the store."));
        }

        return wait;
    }

    private async Task<TimeSpan> FollowAsync(CycleResult result, CancellationToken stopping)
    {
        var newest = await history.GetSnapshotsAsync(FollowedAtOnce, stopping);
        if (!_follows)
        {
            var leader = await leadership.GetHolderAsync(stopping);
            _follows = true;
            _seen ??= result.LastCycle ?? DateTimeOffset.MinValue;
            screen.Say(FollowerText.Of(leader, newest.Count == 0 ? null : newest[0]));
        }

        foreach (var snapshot in newest.Reverse())
        {
            if (snapshot.CycleTimestamp > _seen && !IsDone)
            {
                _seen = snapshot.CycleTimestamp;
                Totals.Count(snapshot);
                screen.Show(snapshot);
            }
        }

        return interval / 4;
    }

    private TimeSpan Until(DateTimeOffset? due) => due is { } time ? time - _clock.GetUtcNow() : interval;
}
