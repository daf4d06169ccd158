namespace BirdeyeDiscovery;

/// <summary>
/// Checks the values of tokens, such as prices, shares and times, that were read from a shared cache: well-formed JSON can hold any number,
/// but no host writes one outside of these ranges.
/// </summary>
internal static class Plausible
{
    /// <summary>The largest plausible amount or price of a token, in USD or token units.</summary>
    public const double MaxAmount = 1e18;

    /// <summary>
    /// The longest lead of a token's or cycle's time over this host's clock; a larger difference between clocks is a separate fault.
    /// </summary>
    public static readonly TimeSpan MaxLead = TimeSpan.FromDays(1);

    // The plausible times of a token: no blockchain had tokens before 2015, and no time that is written now lies in the year 2100 or later.
    private const long FirstSecond = 1_420_070_400;
    private const long EndSecond = 4_102_444_800;

    public static bool IsTime(long unixSeconds) => unixSeconds is >= FirstSecond and < EndSecond;

    public static bool IsTime(DateTimeOffset time) => IsTime(time.ToUnixTimeSeconds());

    /// <summary>Gets whether the time of a token is plausible and at most <see cref="MaxLead"/> later than this host's clock.</summary>
    public static bool IsTime(DateTimeOffset time, DateTimeOffset now) => IsTime(time) && time - MaxLead <= now;

    public static bool IsAmount(double value) => value is >= 0 and <= MaxAmount;

    public static bool IsAmount(double? value) => value is null || IsAmount(value.Value);

    /// <summary>Gets whether the price of a token is plausible or not known. A price of 0 is no price.</summary>
    public static bool IsPrice(double? value) => value is null or (> 0 and <= MaxAmount);

    /// <summary>Gets whether a share of a token is plausible, from 0 to 1, or not known.</summary>
    public static bool IsShare(double? value) => value is null or (>= 0 and <= 1);

    /// <summary>Gets whether the price change of a token, in percent, is plausible or not known.</summary>
    public static bool IsChange(double? value) => value is null or (>= -MaxAmount and <= MaxAmount);
}
