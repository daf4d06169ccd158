namespace BirdeyeDiscovery;

/// <summary>From when on history is kept. Pure.</summary>
internal static class RetentionRules
{
    /// <summary>How many of the newest cycles are looked at.</summary>
    public const int Cycles = 200;

    /// <summary>Between two cycles that follow each other there is never so much time, unless the hosts were off or a clock was wrong.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromDays(31);

    /// <summary>Gets the start of the UTC month that lies that many months before the earliest of the times that are told.</summary>
    /// <remarks>
    /// No clock alone may delete. Where the newest cycles skip more than a month, time counts from before the gap until <see cref="Cycles"/> cycles lie behind it:
    /// a clock that was set far ahead is put right before that, and hosts that were really off delete a little later.
    /// </remarks>
    /// <param name="host">The time of this host.</param>
    /// <param name="store">The time of the store's own clock, if it has one.</param>
    /// <param name="newestCycles">The times of the newest committed cycles, in the order of their commits, newest first.</param>
    /// <param name="months">For how many months history is kept.</param>
    /// <returns>The time, and the cycle before a gap where there is one.</returns>
    public static (DateTimeOffset KeepFrom, DateTimeOffset? BeforeGap) KeepFrom(
        DateTimeOffset host, DateTimeOffset? store, IReadOnlyList<DateTimeOffset> newestCycles, int months)
    {
        var now = store < host ? store.Value : host;
        now = newestCycles.Count > 0 && newestCycles[0] < now ? newestCycles[0] : now;
        DateTimeOffset? gap = null;
        var later = now;
        foreach (var cycle in newestCycles)
        {
            if (later - cycle > LongestGap)
            {
                (now, gap) = (cycle, cycle);
            }

            later = cycle < later ? cycle : later;
        }

        return (MonthsBefore(now, months), gap);
    }

    private static DateTimeOffset MonthsBefore(DateTimeOffset now, int months)
    {
        var utc = now.UtcDateTime;
        return new DateTimeOffset(utc.Year, utc.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(-months);
    }
}
