namespace BirdeyeDiscovery;

/// <summary>Decides which of several clocks is right, and how old a time by such a clock is. Pure.</summary>
internal static class ClockRules
{
    /// <summary>Decides whether the clock of this host is right.</summary>
    /// <param name="fromStore">The offset from the clock of the store; null for a store without a clock.</param>
    /// <param name="fromApi">The offset from the clock of the API; null if no answer reported its time.</param>
    /// <param name="most">The largest allowed offset.</param>
    public static ClockVerdict Judge(TimeSpan? fromStore, TimeSpan? fromApi, TimeSpan most)
    {
        var agreesWithApi = fromApi is { } api ? api.Duration() <= most : (bool?)null;
        return fromStore switch
        {
            { } store when store.Duration() <= most => agreesWithApi == false ? ClockVerdict.ApiDiffers : ClockVerdict.Right,
            { } => agreesWithApi switch { true => ClockVerdict.StoreDiffers, false => ClockVerdict.OffStore, null => ClockVerdict.Unsure },
            null => agreesWithApi == false ? ClockVerdict.OffApi : ClockVerdict.Right,
        };
    }

    /// <summary>Gets how much the clocks of two hosts that both may lead can differ; one interval if clocks are not compared.</summary>
    public static TimeSpan Tolerance(BirdeyeDiscoveryOptions options) =>
        options.Storage.MaxClockSkew == TimeSpan.Zero ? options.Discovery.Interval : 2 * options.Storage.MaxClockSkew;

    /// <summary>
    /// Gets whether the time of a cycle is further in the future than the clocks of two hosts can differ: the host that ran it had a wrong
    /// clock.
    /// </summary>
    public static bool IsFuture(DateTimeOffset time, DateTimeOffset now, TimeSpan tolerance) => time - now > tolerance;

    /// <summary>Gets the age of a cycle by the trusted clock; null for a cycle in the future, whose age is unknown.</summary>
    public static TimeSpan? AgeOf(DateTimeOffset time, DateTimeOffset now, TimeSpan tolerance) =>
        IsFuture(time, now, tolerance) ? null : now > time ? now - time : TimeSpan.Zero;
}
