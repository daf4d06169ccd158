using System.Globalization;

namespace DiscoveryHost;

/// <summary>Decides and says when a cycle is tried again after one that failed. Pure.</summary>
internal static class NextAttempt
{
    /// <summary>
    /// Gets the wait after a cycle of which nothing was stored, by the rule of the library's own loop: a cycle that sent requests has spent
    /// compute units and waits for the interval, and one that failed before costs nothing and is tried as soon as a new leader would be.
    /// </summary>
    public static TimeSpan WaitAfterUnstored(bool hasAsked, TimeSpan interval, TimeSpan lease) => hasAsked ? interval : lease / 3;

    public static string Text(DateTimeOffset due, DateTimeOffset now, bool isMarketTime) => string.Create(
        CultureInfo.InvariantCulture,
        $"Next attempt at {due.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, in {Seconds(due - now, isMarketTime)}.");

    /// <summary>Gets a wait in whole seconds, rounded up, and says so when these are not the seconds of a person's clock.</summary>
    public static string Seconds(TimeSpan wait, bool isMarketTime) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Math.Ceiling(Math.Max(0, wait.TotalSeconds)):0} s{(isMarketTime ? " of market time" : "")}");
}
