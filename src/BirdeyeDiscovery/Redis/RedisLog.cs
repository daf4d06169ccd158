using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The log messages about Redis, ids 3000 to 3099. They contain neither endpoints nor values.</summary>
internal static partial class RedisLog
{
    public static void Unavailable(ILogger logger, string purpose, Exception fault, int suppressed) =>
        Unavailable(logger, purpose, RedisFaults.Kind(fault), FailureText.Repeats(suppressed));

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
        "Redis does not answer ({Purpose}: {Kind}). Cycles continue without it; check that it runs, its address and its password{Repeats}",
        EventName = "RedisUnavailable")]
    private static partial void Unavailable(ILogger logger, string purpose, string kind, string repeats);

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
