namespace BirdeyeDiscovery;

/// <summary>Decides for the upkeep of the store the time from which history is kept. Pure.</summary>
/// <remarks>
/// No clock alone may cause a deletion, and neither may two clocks of one machine. History is therefore measured by the time during which
/// cycles were committed: a longer pause between two cycles counts as <see cref="LongestPause"/>. A clock that is set far ahead makes such
/// a pause, and so does a real outage. After either, history is dropped at the pace of the cycles: a day of history for each day of cycles.
/// </remarks>
internal static class RetentionRules
{
    /// <summary>The number of newest cycles among which the upkeep searches pauses of discovery if the store cannot list them.</summary>
    public const int Cycles = 10_000;

    /// <summary>
    /// The length from which the upkeep reports a pause of discovery, because retention counts only a part of the pause then.
    /// </summary>
    public static readonly TimeSpan Reported = TimeSpan.FromDays(31);

    /// <summary>
    /// Gets how much of a pause between two cycles the upkeep counts for retention: two intervals, but at least a day, which is also the
    /// longest allowed interval.
    /// </summary>
    public static TimeSpan LongestPause(TimeSpan interval)
    {
        var day = TimeSpan.FromDays(1);
        return 2 * interval > day ? 2 * interval : day;
    }

    /// <summary>Gets the time from which the upkeep counts back the months of history: the earliest of the given times.</summary>
    /// <param name="host">The time of this host.</param>
    /// <param name="store">The time of the store's own clock, if it has one.</param>
    /// <param name="newestCycle">The time of the cycle that was committed last.</param>
    public static DateTimeOffset Now(DateTimeOffset host, DateTimeOffset? store, DateTimeOffset? newestCycle)
    {
        var now = store < host ? store.Value : host;
        return newestCycle < now ? newestCycle.Value : now;
    }

    /// <summary>Gets the start of the UTC month from which the upkeep keeps history.</summary>
    /// <param name="now">The time from which it is counted.</param>
    /// <param name="pauses">The pauses between cycles that are longer than <paramref name="longestPause"/>, newest first.</param>
    /// <param name="longestPause">How much of a pause counts.</param>
    /// <param name="months">The number of months for which history is kept.</param>
    /// <returns>The time, and the newest reported pause that moved it.</returns>
    public static (DateTimeOffset KeepFrom, CyclePause? Pause) KeepFrom(
        DateTimeOffset now, IEnumerable<CyclePause> pauses, TimeSpan longestPause, int months)
    {
        var from = StartOfMonth(now).AddMonths(-months);
        CyclePause? reported = null;
        foreach (var pause in pauses)
        {
            // The upkeep has the pauses of discovery sorted newest first. This one ended before the kept history begins, and so did all
            // older ones.
            if (pause.To <= from)
            {
                break;
            }

            from -= pause.Length - longestPause;
            reported ??= pause.Length > Reported ? pause : null;
        }

        return (StartOfMonth(from), reported);
    }

    /// <summary>Gets for the upkeep the pauses among cycles.</summary>
    /// <param name="cycles">The times of cycles, in any order.</param>
    /// <param name="until">The latest time that counts.</param>
    /// <param name="longerThan">Shorter pauses are left out.</param>
    /// <returns>The pauses, newest first.</returns>
    public static IReadOnlyList<CyclePause> Pauses(IEnumerable<DateTimeOffset> cycles, DateTimeOffset until, TimeSpan longerThan)
    {
        DateTimeOffset[] times = [.. cycles.Where(time => time <= until).OrderDescending()];
        return [.. times.Zip(times.Skip(1), static (to, from) => new CyclePause(from, to)).Where(pause => pause.Length > longerThan)];
    }

    private static DateTimeOffset StartOfMonth(DateTimeOffset time) =>
        new(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
}
