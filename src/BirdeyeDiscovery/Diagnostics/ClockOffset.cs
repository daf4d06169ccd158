namespace BirdeyeDiscovery;

/// <summary>The offset of this host's clock from another clock, with the time since it was measured.</summary>
/// <param name="By">Positive if this host's clock is ahead; zero if the two agree as far as can be measured.</param>
/// <param name="Age">How long ago the other clock was read.</param>
internal readonly record struct ClockOffset(TimeSpan By, TimeSpan Age)
{
    /// <summary>
    /// Measures the offset between two clocks, from the time of the other one and the times of this host before and after it was read.
    /// </summary>
    /// <remarks>The duration of the call is not a difference of the clocks: any time between its start and its end agrees.</remarks>
    /// <param name="asked">The time of this host when the request was sent.</param>
    /// <param name="told">The time of the other clock.</param>
    /// <param name="heard">The time of this host when the answer arrived.</param>
    /// <param name="grain">The unit to which the other clock truncates its time.</param>
    public static TimeSpan Between(DateTimeOffset asked, DateTimeOffset told, DateTimeOffset heard, TimeSpan grain) =>
        told > heard ? heard - told : told + grain < asked ? asked - told - grain : TimeSpan.Zero;
}
