namespace BirdeyeDiscovery.Tests;

public sealed class CycleClockTests
{
    private static readonly DateTimeOffset Last = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(120);

    [Fact]
    public void The_first_cycle_carries_the_whole_milliseconds_of_now() =>
        Assert.Equal(Last, CycleClock.Due(null, Interval, Last.AddTicks(9_999).ToOffset(TimeSpan.FromHours(2))));

    [Theory]
    [InlineData(119.999, null)]
    [InlineData(120, 120.0)]
    [InlineData(179.999, 120.0)]
    [InlineData(180, 180.0)]
    [InlineData(5000, 5000.0)]
    public void A_cycle_a_little_late_carries_the_time_at_which_it_was_due(double now, double? carries) =>
        Assert.Equal(carries is { } seconds ? Last.AddSeconds(seconds) : null, CycleClock.Due(Last, Interval, Last.AddSeconds(now)));

    [Theory]
    [InlineData(-5, 120)]
    [InlineData(0, 120)]
    [InlineData(119.9, 120)]
    [InlineData(120, 240)]
    [InlineData(250, 360)]
    public void An_overrun_skips_ticks_and_stays_on_the_grid(double now, double next) =>
        Assert.Equal(Last.AddSeconds(next), CycleClock.Next(Last, Interval, Last.AddSeconds(now)));
}
