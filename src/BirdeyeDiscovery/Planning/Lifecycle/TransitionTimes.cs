namespace BirdeyeDiscovery;

/// <summary>The times that a cycle writes for what it decides on tokens.</summary>
/// <param name="Start">The start of the cycle, which the rules compare with.</param>
/// <param name="MostAhead">How long after the start a change of a token can lie if the clock of the host that stored it is right.</param>
internal readonly record struct TransitionTimes(DateTimeOffset Start, TimeSpan MostAhead)
{
    /// <summary>Gets the times of the cycle with this input.</summary>
    public static TransitionTimes Of(CycleInput input) => Of(input.CycleTimestamp, input.Options);

    /// <summary>Gets the times of the cycle that starts at this time with these options.</summary>
    public static TransitionTimes Of(DateTimeOffset start, BirdeyeDiscoveryOptions options)
    {
        // A cycle begins up to half an interval late, runs for up to its timeout, and the clocks of two hosts may differ.
        var (discovery, skew) = (options.Discovery, options.Storage.MaxClockSkew);
        return new(start, (discovery.Interval / 2) + discovery.CycleTimeout + skew);
    }

    /// <summary>
    /// Gets the time that the row and the events of a token get. It is the start of the cycle, or the last change of the token if a person
    /// made that change while the cycle ran. Without the correction, a later event of the feed would have an earlier time. A row that is
    /// further ahead was written by a host with a wrong clock, which events do not follow.
    /// </summary>
    public DateTimeOffset For(TrackedToken? token)
    {
        if (token is null)
        {
            return Start;
        }

        // Stores keep whole milliseconds, but a person may write microseconds by SQL.
        var changed = token.UpdatedAt.AddTicks(-(token.UpdatedAt.Ticks % TimeSpan.TicksPerMillisecond));
        return changed > Start && changed - Start <= MostAhead ? changed : Start;
    }
}
