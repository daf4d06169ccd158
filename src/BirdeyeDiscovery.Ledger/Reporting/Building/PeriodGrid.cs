namespace BirdeyeDiscovery.Ledger;

/// <summary>Divides the period of a report into equal spans of time that a person would choose.</summary>
/// <param name="Start">The start of the first span.</param>
/// <param name="Step">The length of a span.</param>
/// <param name="Count">The number of spans.</param>
internal readonly record struct PeriodGrid(DateTimeOffset Start, TimeSpan Step, int Count)
{
    private static readonly int[] Minutes =
        [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2 * 1440, 7 * 1440, 14 * 1440, 28 * 1440, 91 * 1440, 364 * 1440];

    /// <summary>Gets the grid of a report's period with the shortest spans of which there are at most a given number.</summary>
    /// <param name="first">A time in the first span.</param>
    /// <param name="end">The end, exclusive.</param>
    /// <param name="most">The largest number of spans.</param>
    public static PeriodGrid Of(DateTimeOffset first, DateTimeOffset end, int most)
    {
        for (var index = 0; ; index++)
        {
            // The grid of a report's period tries the lengths of Minutes in turn, and after the last one doubles it at each step.
            var minutes = index < Minutes.Length ? Minutes[index] : (long)Minutes[^1] << (index - Minutes.Length + 1);
            var step = minutes * TimeSpan.TicksPerMinute;
            var start = first.UtcTicks / step * step;
            var count = Math.Max(1, (end.UtcTicks - start + step - 1) / step);
            if (count <= most)
            {
                return new PeriodGrid(new DateTimeOffset(start, TimeSpan.Zero), TimeSpan.FromTicks(step), (int)count);
            }
        }
    }

    public int IndexOf(DateTimeOffset time) =>
        Step == TimeSpan.Zero ? 0 : (int)Math.Clamp((time.UtcTicks - Start.UtcTicks) / Step.Ticks, 0, Count - 1);

    public DateTimeOffset At(int index) => Start + (Step * index);
}
