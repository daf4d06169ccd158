namespace BirdeyeDiscovery;

/// <summary>The clock of the cycles decides when a cycle is due and which time it carries. Pure.</summary>
internal static class CycleClock
{
    /// <summary>The number of failed cycles in a row up to which the cycle clock shortens the time to the next one.</summary>
    public const int MaxFailures = 16;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(1);

    /// <summary>Gets the time by the cycle clock of a cycle that starts now, or null when none is due.</summary>
    /// <remarks>
    /// A cycle that starts within half an interval after it was due carries the due time, so that cycles lie on a grid and do not drift
    /// with the delays of timers. A cycle that starts later carries its real start time.
    /// </remarks>
    public static DateTimeOffset? Due(DateTimeOffset? lastCycle, TimeSpan interval, DateTimeOffset now)
    {
        if (lastCycle is not { } last)
        {
            return WholeMilliseconds(now);
        }

        var due = last + interval;
        return now < due ? null : now - due < interval / 2 ? due : WholeMilliseconds(now);
    }

    /// <summary>
    /// Gets the time from the last cycle to the next: the interval, or a shorter time after cycles that failed with their first request, as
    /// they do when the key is refused or the compute units are used up, or that the API did not answer at all. A corrected key or a
    /// repaired connection is then noticed soon, also after a restart.
    /// </summary>
    /// <param name="interval">The configured interval.</param>
    /// <param name="failures">How many cycles in a row failed so, up to the last one.</param>
    public static TimeSpan Spacing(TimeSpan interval, int failures) =>
        failures is > 0 and <= MaxFailures && FirstRetry * (1 << (failures - 1)) is var pause && pause < interval ? pause : interval;

    /// <summary>Counts the newest cycles in a row that failed with their first request, without one, or without any answer.</summary>
    public static int Failures(IEnumerable<SnapshotRecord> newestFirst) => newestFirst.TakeWhile(IsCheapFailure).Count();

    /// <summary>
    /// Gets whether the cycle clock may repeat this cycle soon: it failed after one request at most, or without any answer. A cycle that
    /// failed after answers has paid for them, so the next one is due after the interval.
    /// </summary>
    public static bool IsCheapFailure(SnapshotRecord cycle) => cycle.Outcome == CycleOutcome.Failed
        && (cycle.ApiCallsMade <= 1 || cycle.Error?.Contains(CycleFaults.NothingAnswered, StringComparison.Ordinal) == true);

    /// <summary>
    /// Gets the first tick of the cycle clock after now on the grid of the last cycle; ticks that a long cycle overran are skipped.
    /// </summary>
    public static DateTimeOffset Next(DateTimeOffset lastCycle, TimeSpan interval, DateTimeOffset now)
    {
        var behind = now - lastCycle;
        return behind < TimeSpan.Zero ? lastCycle + interval : lastCycle + (((long)(behind / interval) + 1) * interval);
    }

    /// <summary>
    /// Gets the age of a cycle by the clock, limited by the elapsed time, because the clock may have been set while the cycle ran. A cycle
    /// starts at its time, or up to half an interval later.
    /// </summary>
    /// <param name="cycle">The time of the cycle.</param>
    /// <param name="elapsed">The time since it started.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="now">The present time.</param>
    public static TimeSpan Age(DateTimeOffset cycle, TimeSpan elapsed, TimeSpan interval, DateTimeOffset now)
    {
        var age = now - cycle;
        return age < elapsed ? elapsed : age > elapsed + (interval / 2) ? elapsed + (interval / 2) : age;
    }

    /// <summary>
    /// Gets the later of two cycles, from which the cycle clock continues. A cycle of the future is ignored: the clock of the host that
    /// wrote it was wrong, and the next cycle must not wait until that time.
    /// </summary>
    public static DateTimeOffset? Last(DateTimeOffset? stored, DateTimeOffset? known, DateTimeOffset now, TimeSpan tolerance)
    {
        var (first, second) = (Past(stored), Past(known));
        return first is { } a && second is { } b && a > b ? a : second ?? first;

        DateTimeOffset? Past(DateTimeOffset? time) => time is { } cycle && !ClockRules.IsFuture(cycle, now, tolerance) ? cycle : null;
    }

    // The cycle clock uses milliseconds, because the stores keep them. A more precise cycle time would differ from its stored value after a
    // restart.
    private static DateTimeOffset WholeMilliseconds(DateTimeOffset time) =>
        time.ToUniversalTime().AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
}
