using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The log messages of the shared limits, ids 1210 to 1219.</summary>
internal static partial class SharedLimitsLog
{
    [LoggerMessage(
        1210,
        LogLevel.Warning,
        "The account's limits cannot be shared with other hosts: this one keeps to a part of one in {Hosts} until they can",
        EventName = "SharedLimitsUnreachable")]
    public static partial void OnItsOwn(ILogger logger, int hosts);

    [LoggerMessage(
        1211, LogLevel.Information, "The account's limits are shared with other hosts again", EventName = "SharedLimitsReached")]
    public static partial void Reached(ILogger logger);

    [LoggerMessage(
        1212,
        LogLevel.Warning,
        "What all hosts sent was lost in Redis: this one keeps to a part of one in {Hosts} for one full window",
        EventName = "SharedLimitsLost")]
    public static partial void StateLost(ILogger logger, int hosts);
}
