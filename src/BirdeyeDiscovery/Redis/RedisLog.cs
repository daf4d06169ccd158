using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The log messages about Redis, ids 3000 to 3099. They contain neither values nor passwords.</summary>
internal static partial class RedisLog
{
    /// <summary>Logs that Redis cannot be used, and what to correct.</summary>
    /// <param name="logger">The logger.</param>
    /// <param name="redis">The Redis, by <see cref="RedisName"/>.</param>
    /// <param name="place">Where its connection string is set.</param>
    /// <param name="purpose">The purpose of the failed call.</param>
    /// <param name="fault">Why it failed.</param>
    /// <param name="suppressed">How many such messages were left out.</param>
    public static void Unavailable(ILogger logger, string redis, string place, string purpose, Exception fault, int suppressed)
    {
        var (what, advice) = RedisFaults.IsRefusedUser(fault)
            ? ("refuses this user or password", $"correct them in {place}")
            : ("does not answer", $"look whether it runs, and at host and port in {place}");
        Unavailable(logger, redis, what, purpose, RedisFaults.Kind(fault), advice, FailureText.Repeats(suppressed));
    }

    public static void Refused(ILogger logger, string purpose, Exception fault, int suppressed) =>
        Refused(logger, purpose, RedisFaults.Kind(fault), FailureText.Repeats(suppressed));

    public static void Unreadable(ILogger logger, string family, int suppressed) =>
        Unreadable(logger, family, FailureText.Repeats(suppressed));

    public static void BudgetSpent(ILogger logger, TimeSpan budget, int suppressed) =>
        BudgetSpent(logger, budget, FailureText.Repeats(suppressed));

    [LoggerMessage(3001, LogLevel.Information, "Redis answers again", EventName = "RedisAvailable")]
    public static partial void Available(ILogger logger);

    [LoggerMessage(
        3003,
        LogLevel.Warning,
        "The connection to Redis is not encrypted and leaves this machine; add ssl=true to its configuration",
        EventName = "RedisUnencrypted")]
    public static partial void Unencrypted(ILogger logger);

    [LoggerMessage(
        3000,
        LogLevel.Warning,
        "{Redis} {What} ({Purpose}: {Kind}). Cycles go on without it, and what it alone holds is Unavailable to readers; {Advice}{Repeats}",
        EventName = "RedisUnavailable")]
    private static partial void Unavailable(
        ILogger logger, string redis, string what, string purpose, string kind, string advice, string repeats);

    [LoggerMessage(3002, LogLevel.Warning, "Redis refused to {Purpose}: {Kind}{Repeats}", EventName = "RedisRefused")]
    private static partial void Refused(ILogger logger, string purpose, string kind, string repeats);

    [LoggerMessage(
        3004,
        LogLevel.Warning,
        "An entry of {Family} is not valid and counts as absent{Repeats}",
        EventName = "RedisEntryUnreadable")]
    private static partial void Unreadable(ILogger logger, string family, string repeats);

    [LoggerMessage(
        3005,
        LogLevel.Warning,
        "Redis is slow: this cycle's calls have waited {Budget} for it; the cycle continues without it for a while{Repeats}",
        EventName = "RedisBudgetSpent")]
    private static partial void BudgetSpent(ILogger logger, TimeSpan budget, string repeats);
}
