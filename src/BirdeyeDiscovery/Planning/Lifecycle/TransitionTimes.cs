namespace BirdeyeDiscovery;

/// <summary>The times of the lifecycle changes that the planner makes in a cycle.</summary>
/// <param name="Start">The start of the cycle, which the rules compare with.</param>
/// <param name="MostAhead">How long after the start a change of a token can lie if the clock of the host that stored it is right.</param>
internal readonly record struct TransitionTimes(DateTimeOffset Start, TimeSpan MostAhead)
{
    /// <summary>Gets the times of the lifecycle changes in the cycle with this input.</summary>
    public static TransitionTimes Of(CycleInput input) => Of(input.CycleTimestamp, input.Options);

    /// <summary>Gets the times of the lifecycle changes in a cycle that starts at this time with these options.</summary>
    public static TransitionTimes Of(DateTimeOffset start, BirdeyeDiscoveryOptions options)
    {
        // A lifecycle change that a person makes during a cycle can lie this long after its start: a cycle begins up to half an interval
        // late and runs for up to its timeout, and the clocks of two hosts may differ.
        var (discovery, skew) = (options.Discovery, options.Storage.MaxClockSkew);
        return new(start, (discovery.Interval / 2) + discovery.CycleTimeout + skew);
    }

    /// <summary>
    /// Gets the time of a token's lifecycle change: the start of the cycle, or the last change of the token if a person made that change
    /// while the cycle ran, so that no later event of the feed has an earlier time. A last change that is further ahead is ignored, because
    /// a host with a wrong clock wrote it.
    /// </summary>
    public DateTimeOffset For(TrackedToken? token)
    {
        if (token is null)
        {
            return Start;
        }

        // A lifecycle change has a time in whole milliseconds, as stores keep it, but a person may write microseconds by SQL.
        var changed = token.UpdatedAt.AddTicks(-(token.UpdatedAt.Ticks % TimeSpan.TicksPerMillisecond));
        return changed > Start && changed - Start <= MostAhead ? changed : Start;
    }
}
