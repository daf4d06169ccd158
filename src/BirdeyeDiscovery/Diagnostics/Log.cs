using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The log messages of the engine: ids 1000 to 1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Debug, "Engine '{Engine}': cycle {CycleTimestamp:O} starts")]
    public static partial void CycleStarting(ILogger logger, string engine, DateTimeOffset cycleTimestamp);

    [LoggerMessage(1001, LogLevel.Information, "Engine '{Engine}': cycle {CycleTimestamp:O} is {Outcome}: {Scored} scored, {Rejected} rejected, {Calls} calls")]
    public static partial void CycleEnded(
        ILogger logger, string engine, DateTimeOffset cycleTimestamp, CycleOutcome outcome, int scored, int rejected, int calls);

    [LoggerMessage(1002, LogLevel.Error, "Engine '{Engine}': no cycle was run; the next one is tried in time")]
    public static partial void CycleCrashed(ILogger logger, string engine, Exception failure);

    [LoggerMessage(1003, LogLevel.Information, "Engine '{Engine}': leader epoch is now {Epoch}")]
    public static partial void LeadershipChanged(ILogger logger, string engine, long? epoch);

    [LoggerMessage(1004, LogLevel.Warning, "Engine '{Engine}': epoch {Epoch} was overtaken, nothing of the cycle was written")]
    public static partial void LeadershipLost(ILogger logger, string engine, long epoch);

    [LoggerMessage(1005, LogLevel.Warning, "Engine '{Engine}': the changed configuration is invalid, the old one stays: {Faults}")]
    public static partial void OptionsRejected(ILogger logger, string engine, string faults);

    [LoggerMessage(1006, LogLevel.Information, "Engine '{Engine}': tracked tokens changed under cycle {CycleTimestamp:O}, planned again ({Attempt})")]
    public static partial void PlannedAgain(ILogger logger, string engine, DateTimeOffset cycleTimestamp, int attempt);

    [LoggerMessage(1008, LogLevel.Warning, "Engine '{Engine}': leadership was not renewed while a cycle runs; its commit will tell")]
    public static partial void RenewalFailed(ILogger logger, string engine);

    [LoggerMessage(1007, LogLevel.Warning, "The observer {Observer} failed or took too long")]
    public static partial void ObserverFailed(ILogger logger, string observer, Exception failure);
}
