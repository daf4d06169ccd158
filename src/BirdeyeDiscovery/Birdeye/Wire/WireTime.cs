namespace BirdeyeDiscovery;

/// <summary>Reads a time from a JSON number: unix seconds, or milliseconds when it is too large for seconds.</summary>
internal static class WireTime
{
    // No received time is misread: 1e11 seconds is the year 5138, and 1e11 milliseconds is 1973.
    private const double FirstMilliseconds = 1e11;

    /// <summary>A time in received JSON before 2015-01-01 is invalid; no chain had tokens before.</summary>
    private const double FirstSecond = 1_420_070_400;

    public static bool TryRead(double value, DateTimeOffset now, out DateTimeOffset time)
    {
        time = default;
        var seconds = value >= FirstMilliseconds ? value / 1000 : value;
        if (!(seconds >= FirstSecond && seconds <= now.ToUnixTimeSeconds() + 86_400))
        {
            return false;
        }

        time = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
        return true;
    }
}
