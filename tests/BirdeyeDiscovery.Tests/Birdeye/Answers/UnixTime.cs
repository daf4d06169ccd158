namespace BirdeyeDiscovery.Tests;

/// <summary>Moments in unix seconds.</summary>
internal static class UnixTime
{
    public static DateTimeOffset At(this long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
