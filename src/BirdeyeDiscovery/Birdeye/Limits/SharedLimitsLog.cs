using System.Globalization;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The log messages of the shared limits, ids 1210 to 1219.</summary>
internal static partial class SharedLimitsLog
{
    public static void OnItsOwn(ILogger logger, int hosts) => OnItsOwn(logger, hosts, PartOf(hosts));

    public static void StateLost(ILogger logger, int hosts) => StateLost(logger, hosts, PartOf(hosts, " for one full window"));

    [LoggerMessage(
        1211, LogLevel.Information, "The account's limits are shared with other hosts again", EventName = "SharedLimitsReached")]
    public static partial void Reached(ILogger logger);

    [LoggerMessage(
        1210,
        LogLevel.Warning,
        "The account's limits cannot be shared with other hosts until Redis answers; hosts known: {Hosts}{Part}",
        EventName = "SharedLimitsUnreachable")]
    private static partial void OnItsOwn(ILogger logger, int hosts, string part);

    [LoggerMessage(
        1212,
        LogLevel.Warning,
        "What all hosts sent was lost in Redis; hosts known: {Hosts}{Part}",
        EventName = "SharedLimitsLost")]
    private static partial void StateLost(ILogger logger, int hosts, string part);

    // The log names the part of the account's limits that this host keeps to; a host that saw no other keeps all of them.
    private static string PartOf(int hosts, string until = "") => hosts > 1
        ? string.Create(CultureInfo.InvariantCulture, $", so this one keeps to a part of one in {hosts}{until}")
        : "";
}
