using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>
/// The leader's maintenance of the store: it makes room for future cycles and drops old history. Neither may fail a cycle.
/// </summary>
internal sealed class StoreUpkeep(
    string name,
    IStoreMaintenance? maintenance,
    IDiscoveryHistory history,
    ILeaderLease lease,
    StoreClock storeClock,
    TimeProvider clock,
    ILogger logger)
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromHours(1);
    private static readonly TimeSpan PrepareTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DropTime = TimeSpan.FromSeconds(30);

    private readonly RepeatedFailures _failures = new(storeClock.Time);
    private (long Epoch, int Month, long At)? _prepared;
    private (long At, TimeSpan Pause)? _dropped;
    private bool _refused;
    private CyclePause? _pause;

    /// <summary>
    /// The upkeep of the store makes room for cycles: on taking leadership, once a day, and before the first cycle of a month.
    /// </summary>
    public async ValueTask PrepareAsync(BirdeyeDiscoveryOptions options, long epoch, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (maintenance is null || options.Discovery.Mode == DiscoveryMode.ReadOnly
            || (_prepared is { } last && last.Epoch == epoch && last.Month == now.Month && clock.GetElapsedTime(last.At) < Daily))
        {
            return;
        }

        // The upkeep of the store does not stop a cycle whose month has no partitions: the store has a place for rows that fit nowhere
        // else. The next run tries again.
        if (await TryAsync(
            "make room for cycles",
            token => maintenance.PrepareAsync(now, token),
            PrepareTime,
            cancellationToken).ConfigureAwait(false))
        {
            _prepared = (epoch, now.Month, clock.GetTimestamp());
        }
    }

    /// <summary>
    /// The upkeep of the store drops history that is older than the options keep: once a day, after a cycle, and an hour later if it failed
    /// or timed out.
    /// </summary>
    public async ValueTask DropHistoryAsync(BirdeyeDiscoveryOptions options, CancellationToken cancellationToken)
    {
        if (maintenance is null || options.Storage.KeepHistoryMonths == 0 || options.Discovery.Mode == DiscoveryMode.ReadOnly
            || (_dropped is { } last && clock.GetElapsedTime(last.At) < last.Pause))
        {
            return;
        }

        var isDone = await TryAsync(
            "drop old history",
            async token =>
            {
                var keepFrom = await KeepFromAsync(options.Storage, options.Discovery.Interval, token).ConfigureAwait(false);
                Report(await maintenance.DropHistoryAsync(keepFrom, token).ConfigureAwait(false), keepFrom);
            },
            DropTime,
            cancellationToken).ConfigureAwait(false);
        _dropped = (clock.GetTimestamp(), isDone ? Daily : AfterFailure);
    }

    // Before the upkeep drops history, it reads the time of the store even if Storage:MaxClockSkew is zero and no clocks are compared,
    // because a wrong clock of the host alone must not delete history.
    private async ValueTask<DateTimeOffset> KeepFromAsync(
        StorageOptions storage, TimeSpan interval, CancellationToken cancellationToken)
    {
        var store = await lease.GetTimeAsync(cancellationToken).ConfigureAwait(false);
        var newest = await history.GetSnapshotsAsync(1, cancellationToken).ConfigureAwait(false);
        var now = RetentionRules.Now(clock.GetUtcNow(), store, newest.Count > 0 ? newest[0].CycleTimestamp : null);
        var (keepFrom, pause) = RetentionRules.KeepFrom(
            now,
            await PausesAsync(now, RetentionRules.LongestPause(interval), cancellationToken).ConfigureAwait(false),
            RetentionRules.LongestPause(interval),
            storage.KeepHistoryMonths);
        if (pause is { } held && (held.From != _pause?.From || held.To != _pause?.To))
        {
            Log.RetentionHeld(logger, name, held.Length, held.From, RetentionRules.LongestPause(interval), keepFrom);
        }

        _pause = pause;
        return keepFrom;
    }

    private async ValueTask<IReadOnlyList<CyclePause>> PausesAsync(
        DateTimeOffset until, TimeSpan longerThan, CancellationToken cancellationToken)
    {
        if (await maintenance!.FindPausesAsync(until, longerThan, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        var newest = await history.GetSnapshotsAsync(RetentionRules.Cycles, cancellationToken).ConfigureAwait(false);
        return RetentionRules.Pauses(newest.Select(static snapshot => snapshot.CycleTimestamp), until, longerThan);
    }

    private void Report(RetentionResult result, DateTimeOffset keepFrom)
    {
        if (result is { IsPermitted: true, Dropped.Count: > 0 })
        {
            Log.HistoryDropped(logger, name, keepFrom, string.Join(", ", result.Dropped));
        }
        else if (!result.IsPermitted && !_refused)
        {
            Log.HistoryNotPermitted(logger, name);
        }

        _refused = !result.IsPermitted;
    }

    private async ValueTask<bool> TryAsync(
        string work,
        Func<CancellationToken, ValueTask> run,
        TimeSpan time,
        CancellationToken cancellationToken)
    {
        try
        {
            using var late = new CancellationTokenSource(time, storeClock.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
            await run(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            if (_failures.Allows(failure, out var suppressed))
            {
                var stack = ExpectedFault.Stack(logger, name, failure);
                Log.MaintenanceFailed(logger, name, work, FailureText.Cause(failure), FailureText.Repeats(suppressed), stack);
            }

            return false;
        }
    }
}
