using System.Globalization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Maps times to positions along the axis of a chart, with ticks at round times (UTC).</summary>
internal sealed class TimeScale
{
    private static readonly int[] Hours = [1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 672, 2016, 8736];

    private readonly TimeSpan _step;

    public TimeScale(DateTimeOffset from, DateTimeOffset to, int mostTicks)
    {
        (From, To) = (from, to > from ? to : from.AddHours(1));
        var span = To - From;
        _step = Steps().First(step => span / step <= mostTicks);
        var first = (From.UtcTicks + _step.Ticks - 1) / _step.Ticks * _step.Ticks;
        var ticks = new List<DateTimeOffset>();
        for (var at = first; at < To.UtcTicks; at += _step.Ticks)
        {
            ticks.Add(new DateTimeOffset(at, TimeSpan.Zero));
        }

        Ticks = ticks;
    }

    public DateTimeOffset From { get; }

    public DateTimeOffset To { get; }

    public IReadOnlyList<DateTimeOffset> Ticks { get; }

    public double At(DateTimeOffset time, double start, double end) => start + ((time - From) / (To - From) * (end - start));

    public string Name(DateTimeOffset tick) => tick.UtcDateTime.ToString(
        _step < TimeSpan.FromDays(1) && tick.UtcDateTime.TimeOfDay != TimeSpan.Zero ? "HH:mm" : "d MMM", CultureInfo.InvariantCulture);

    private static IEnumerable<TimeSpan> Steps()
    {
        foreach (var minutes in (int[])[1, 5, 15, 30])
        {
            yield return TimeSpan.FromMinutes(minutes);
        }

        foreach (var hours in Hours)
        {
            yield return TimeSpan.FromHours(hours);
        }

        for (var days = 728L; ; days *= 2)
        {
            yield return TimeSpan.FromDays(days);
        }
    }
}
