namespace BirdeyeDiscovery;

/// <summary>Decides the time from which history is kept. Pure.</summary>
internal static class RetentionRules
{
    /// <summary>The number of newest cycles that are examined.</summary>
    public const int Cycles = 200;

    /// <summary>The longest time between two successive cycles, unless the hosts were off or a clock was wrong.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromDays(31);

    /// <summary>Gets the start of the UTC month that is the given number of months before the earliest of the given times.</summary>
    /// <remarks>
    /// No single clock may cause a deletion. If the newest cycles skip more than a month, the time before the gap counts until
    /// <see cref="Cycles"/> cycles follow it: a clock that was set far ahead is corrected before that, and hosts that were really off
    /// delete a little later.
    /// </remarks>
    /// <param name="host">The time of this host.</param>
    /// <param name="store">The time of the store's own clock, if it has one.</param>
    /// <param name="newestCycles">The times of the newest committed cycles, in the order of their commits, newest first.</param>
    /// <param name="months">The number of months for which history is kept.</param>
    /// <returns>The time, and the cycle before a gap if there is one.</returns>
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
