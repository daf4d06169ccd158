namespace BirdeyeDiscovery;

/// <summary>How far this host's clock is off another one.</summary>
/// <param name="By">Positive where this host's clock is ahead; zero where the two agree as far as can be told.</param>
/// <param name="Age">How long ago the other clock was read.</param>
internal readonly record struct ClockOffset(TimeSpan By, TimeSpan Age)
{
    /// <summary>Compares a time that another clock told with the times of this host between which it was told.</summary>
    /// <remarks>The duration of the call is no difference of the clocks: whatever lies between its begin and its end agrees.</remarks>
    /// <param name="asked">The time of this host when the question was sent.</param>
    /// <param name="told">The time that was told.</param>
    /// <param name="heard">The time of this host when the answer was there.</param>
    /// <param name="grain">The unit to which the other clock cuts its time.</param>
    public static TimeSpan Between(DateTimeOffset asked, DateTimeOffset told, DateTimeOffset heard, TimeSpan grain) =>
        told > heard ? heard - told : told + grain < asked ? asked - told - grain : TimeSpan.Zero;
}
