namespace BirdeyeDiscovery;

/// <summary>What a value read from a shared cache may be: well-formed JSON can hold any number, and no host writes one outside of these ranges.</summary>
internal static class Plausible
{
    /// <summary>The largest amount and price that is stored, in USD or token units.</summary>
    public const double MaxAmount = 1e18;

    /// <summary>How far ahead of this host's clock a time may be; a clock that is further off is another fault.</summary>
    public static readonly TimeSpan MaxLead = TimeSpan.FromDays(1);

    // Before 2015 no chain had tokens, and nothing that is written now is of the year 2100.
    private const long FirstSecond = 1_420_070_400;
    private const long EndSecond = 4_102_444_800;

    public static bool IsTime(long unixSeconds) => unixSeconds is >= FirstSecond and < EndSecond;

    public static bool IsTime(DateTimeOffset time) => IsTime(time.ToUnixTimeSeconds());

    /// <summary>Says whether a time is plausible and not later than this host's clock by more than <see cref="MaxLead"/>.</summary>
    public static bool IsTime(DateTimeOffset time, DateTimeOffset now) => IsTime(time) && time - MaxLead <= now;

    public static bool IsAmount(double value) => value is >= 0 and <= MaxAmount;

    public static bool IsAmount(double? value) => value is null || IsAmount(value.Value);

    /// <summary>Says whether a value is a share from 0 to 1, or not known.</summary>
    public static bool IsShare(double? value) => value is null or (>= 0 and <= 1);

    /// <summary>Says whether a value is a price change in percent points, or not known.</summary>
    public static bool IsChange(double? value) => value is null or (>= -MaxAmount and <= MaxAmount);
}
