namespace BirdeyeDiscovery.Tool;

/// <summary>Represents the tool's answer from when history is kept, by the rules of the engine.</summary>
/// <param name="Months">The number of months; 0 keeps everything.</param>
/// <param name="KeepFrom">The earliest cycle time that is kept; null if everything is.</param>
/// <param name="OldestCycle">The time of the oldest cycle.</param>
internal sealed record RetentionPlan(int Months, DateTimeOffset? KeepFrom, DateTimeOffset OldestCycle)
{
    public bool HasWork => KeepFrom > OldestCycle;

    public static async Task<RetentionPlan> ReadAsync(ToolHost host, int? months, TimeProvider clock, CancellationToken cancellationToken)
    {
        var newest = await host.NewestAsync(cancellationToken);
        var oldest = await host.History.GetSnapshotsAfterAsync(0, 1, cancellationToken);
        var kept = months ?? host.Options.Storage.KeepHistoryMonths;
        if (kept == 0)
        {
            return new RetentionPlan(0, null, oldest[0].CycleTimestamp);
        }

        var longest = RetentionRules.LongestPause(host.Options.Discovery.Interval);
        var store = await host.Get<ILeaderLease>().GetTimeAsync(cancellationToken);
        var now = RetentionRules.Now(clock.GetUtcNow(), store, newest.CycleTimestamp);
        var pauses = await host.Get<IStoreMaintenance>().FindPausesAsync(now, longest, cancellationToken)
            ?? RetentionRules.Pauses(
                (await host.History.GetSnapshotsAsync(RetentionRules.Cycles, cancellationToken))
                    .Select(static cycle => cycle.CycleTimestamp),
                now,
                longest);
        return new RetentionPlan(kept, RetentionRules.KeepFrom(now, pauses, longest, kept).KeepFrom, oldest[0].CycleTimestamp);
    }
}
