namespace BirdeyeDiscovery;

/// <summary>Which of several clocks is right, and how old a time is by them. Pure.</summary>
internal static class ClockRules
{
    /// <summary>Judges this host's clock.</summary>
    /// <param name="fromStore">How far it is off the store's; null for a store without a clock.</param>
    /// <param name="fromApi">How far it is off the API's; null where no answer told.</param>
    /// <param name="most">How far it may be off.</param>
    public static ClockVerdict Judge(TimeSpan? fromStore, TimeSpan? fromApi, TimeSpan most)
    {
        var agreesWithApi = fromApi is { } api ? api.Duration() <= most : (bool?)null;
        return fromStore switch
        {
            { } store when store.Duration() <= most => ClockVerdict.Right,
            { } => agreesWithApi switch { true => ClockVerdict.StoreDiffers, false => ClockVerdict.OffStore, null => ClockVerdict.Unsure },
            null => agreesWithApi == false ? ClockVerdict.OffApi : ClockVerdict.Right,
        };
    }

    /// <summary>Gets by how much two hosts may differ that both may lead; an interval where clocks are not compared.</summary>
    public static TimeSpan Tolerance(BirdeyeDiscoveryOptions options) =>
        options.Storage.MaxClockSkew == TimeSpan.Zero ? options.Discovery.Interval : 2 * options.Storage.MaxClockSkew;

    /// <summary>Tells whether a time lies further in the future than the clocks of two hosts may differ: the clock of the host that wrote it was wrong.</summary>
    public static bool IsFuture(DateTimeOffset time, DateTimeOffset now, TimeSpan tolerance) => time - now > tolerance;

    /// <summary>Gets how old a time is; null for one in the future, whose age nobody can tell.</summary>
    public static TimeSpan? AgeOf(DateTimeOffset time, DateTimeOffset now, TimeSpan tolerance) =>
        IsFuture(time, now, tolerance) ? null : now > time ? now - time : TimeSpan.Zero;
}
