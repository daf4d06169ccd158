using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>The log messages of the engine: ids 1000 to 1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Debug, "{Engine}: cycle {CycleTimestamp:O} starts")]
    public static partial void CycleStarting(ILogger logger, EngineLabel engine, DateTimeOffset cycleTimestamp);

    [LoggerMessage(
        1001,
        LogLevel.Information,
        "{Engine}: cycle {CycleTimestamp:O} is {Outcome}: {Scored} scored, {Rejected} rejected, {Calls} {Noun}")]
    public static partial void CycleEnded(
        ILogger logger,
        EngineLabel engine,
        DateTimeOffset cycleTimestamp,
        CycleOutcome outcome,
        int scored,
        int rejected,
        int calls,
        string noun);

    [LoggerMessage(
        1022,
        LogLevel.Warning,
        "{Engine}: cycle {CycleTimestamp:O} failed after {Calls} {Noun}: {Error}.{Advice} "
        + "Next attempt at {NextAttempt:yyyy-MM-dd HH:mm:ss}Z, in {Wait} s")]
    public static partial void CycleFailed(
        ILogger logger,
        EngineLabel engine,
        DateTimeOffset cycleTimestamp,
        string error,
        string advice,
        int calls,
        string noun,
        DateTimeOffset nextAttempt,
        long wait);

    /// <summary>Gets the seconds until a time for a log message of the engine: whole, rounded up, 0 when the time has passed.</summary>
    public static long SecondsUntil(DateTimeOffset time, DateTimeOffset now) => (long)Math.Ceiling(Math.Max(0, (time - now).TotalSeconds));

    [LoggerMessage(
        1024,
        LogLevel.Warning,
        "{Engine}: a cycle takes {Duration:c} for {Calls} {Noun}, longer than Discovery:Interval ({Interval:c}); lengthen it, "
        + "lower Discovery:TrendingLimit, or raise Birdeye:RequestsPerSecond if the plan allows more")]
    public static partial void CycleOverran(
        ILogger logger, EngineLabel engine, TimeSpan duration, int calls, string noun, TimeSpan interval);

    [LoggerMessage(1018, LogLevel.Information, "{Engine}: {Symbol} {Address} is {Change}: {Reason}")]
    public static partial void TokenChanged(
        ILogger logger, EngineLabel engine, string symbol, string address, string change, string reason);

    [LoggerMessage(1019, LogLevel.Information, "{Engine}: the next cycle is due at {NextDue:O}, in {Wait:c}")]
    public static partial void NextCycle(ILogger logger, EngineLabel engine, DateTimeOffset nextDue, TimeSpan wait);

    [LoggerMessage(1020, LogLevel.Warning, "{Engine}: {Notice}")]
    public static partial void OptionMistake(ILogger logger, EngineLabel engine, string notice);

    [LoggerMessage(1023, LogLevel.Information, "{Engine}: {Notice}")]
    public static partial void OptionHint(ILogger logger, EngineLabel engine, string notice);

    [LoggerMessage(1002, LogLevel.Error, "{Engine}: no cycle was run, next attempt in {Wait} s: {Cause}{Repeats}")]
    public static partial void CycleCrashed(
        ILogger logger, EngineLabel engine, long wait, string cause, string repeats, Exception? failure);

    /// <summary>Logs that the engine of this host leads under an epoch, or leads no longer.</summary>
    public static void LeadershipIs(ILogger logger, EngineLabel engine, long? epoch)
    {
        if (epoch is { } held)
        {
            LeadershipChanged(logger, engine, held);
        }
        else
        {
            LeadershipEnded(logger, engine);
        }
    }

    [LoggerMessage(1003, LogLevel.Information, "{Engine}: this host leads, epoch {Epoch}")]
    public static partial void LeadershipChanged(ILogger logger, EngineLabel engine, long epoch);

    [LoggerMessage(1026, LogLevel.Information, "{Engine}: this host leads no longer")]
    public static partial void LeadershipEnded(ILogger logger, EngineLabel engine);

    [LoggerMessage(
        1027,
        LogLevel.Information,
        "{Engine}: this host follows{Leader}; it runs no cycle, and takes over when no other host leads")]
    public static partial void Following(ILogger logger, EngineLabel engine, string leader);

    [LoggerMessage(1004, LogLevel.Warning, "{Engine}: epoch {Epoch} is over, because another host leads; nothing of the cycle was written")]
    public static partial void LeadershipLost(ILogger logger, EngineLabel engine, long epoch);

    [LoggerMessage(1005, LogLevel.Warning, "{Engine}: the changed configuration is invalid; the old one stays in use: {Faults}")]
    public static partial void OptionsRejected(ILogger logger, EngineLabel engine, string faults);

    [LoggerMessage(
        1006,
        LogLevel.Information,
        "{Engine}: tracked tokens changed during cycle {CycleTimestamp:O}; it is planned again (attempt {Attempt})")]
    public static partial void PlannedAgain(ILogger logger, EngineLabel engine, DateTimeOffset cycleTimestamp, int attempt);

    /// <summary>Logs that leadership could not be renewed, and the same failure once a minute at most.</summary>
    public static void RenewalFailed(ILogger logger, EngineLabel engine, Exception failure, RepeatedFailures failures)
    {
        if (failures.Allows(failure, out var suppressed))
        {
            var stack = ExpectedFault.Stack(logger, engine, failure);
            RenewalFailed(logger, engine, FailureText.Cause(failure), FailureText.Repeats(suppressed), stack);
        }
    }

    [LoggerMessage(1008, LogLevel.Warning, "{Engine}: leadership could not be renewed; the renewal is tried again: {Cause}{Repeats}")]
    private static partial void RenewalFailed(ILogger logger, EngineLabel engine, string cause, string repeats, Exception? failure);

    [LoggerMessage(
        1007,
        LogLevel.Warning,
        "{Engine}: the observer {Observer} failed or took longer than 5 seconds: {Cause} The cycle is stored all the same. Correct "
        + "the observer where the stack shows, or give slow work to a queue of its own")]
    public static partial void ObserverFailed(ILogger logger, EngineLabel engine, string observer, string cause, Exception failure);

    [LoggerMessage(
        1009,
        LogLevel.Warning,
        "{Engine}: leadership of epoch {Epoch} was not renewed for {Age}; a running cycle sends no more requests")]
    public static partial void LeadershipInDoubt(ILogger logger, EngineLabel engine, long epoch, TimeSpan age);

    [LoggerMessage(1010, LogLevel.Information, "{Engine}: the host requested no cycle for {Idle}; leadership is given up")]
    public static partial void LeadershipUnused(ILogger logger, EngineLabel engine, TimeSpan idle);

    [LoggerMessage(
        1011,
        LogLevel.Warning,
        "{Engine}: it is unknown whether cycle {CycleTimestamp:O} is stored (attempt {Attempt}); the store is asked: {Cause}")]
    public static partial void CommitUnsure(
        ILogger logger, EngineLabel engine, DateTimeOffset cycleTimestamp, int attempt, string cause, Exception? failure);

    [LoggerMessage(1012, LogLevel.Information, "{Engine}: cycle {CycleTimestamp:O} was found in the store")]
    public static partial void CommitFound(ILogger logger, EngineLabel engine, DateTimeOffset cycleTimestamp);

    [LoggerMessage(1030, LogLevel.Warning, "{Engine}: {Row}")]
    public static partial void RowWithoutAddress(ILogger logger, EngineLabel engine, string row);

    [LoggerMessage(1013, LogLevel.Warning, "{Engine}: this host could not {Work}; it tries again: {Cause}{Repeats}")]
    public static partial void MaintenanceFailed(
        ILogger logger, EngineLabel engine, string work, string cause, string repeats, Exception? failure);

    [LoggerMessage(1014, LogLevel.Information, "{Engine}: history before {KeepFrom:O} was dropped: {Dropped}")]
    public static partial void HistoryDropped(ILogger logger, EngineLabel engine, DateTimeOffset keepFrom, string dropped);

    [LoggerMessage(1015, LogLevel.Information, "{Engine}: this connection may not drop history; a role with that right has to do it")]
    public static partial void HistoryNotPermitted(ILogger logger, EngineLabel engine);

    [LoggerMessage(1040, LogLevel.Error, "{Engine}: {Fault}. This host does not lead until its clock is set right.{Repeats}")]
    public static partial void ClockOff(ILogger logger, EngineLabel engine, string fault, string repeats);

    [LoggerMessage(1041, LogLevel.Information, "{Engine}: this host's clock is right again")]
    public static partial void ClockRight(ILogger logger, EngineLabel engine);

    [LoggerMessage(
        1042,
        LogLevel.Warning,
        "{Engine}: the store's clock is {Difference} {Direction} this host's. The API's time agrees with this host, so this host's clock "
        + "is used")]
    public static partial void StoreClockDiffers(ILogger logger, EngineLabel engine, TimeSpan difference, string direction);

    [LoggerMessage(
        1046,
        LogLevel.Warning,
        "{Engine}: the clocks of this host and of the store are {Difference} {Direction} the time of the API; the store's time is "
        + "used. Set both clocks")]
    public static partial void BothClocksDiffer(ILogger logger, EngineLabel engine, TimeSpan difference, string direction);

    [LoggerMessage(
        1043, LogLevel.Warning,
        "{Engine}: the store has a cycle of {CycleTimestamp:O}, which is in the future: a host with a wrong clock wrote it. "
        + "The schedule ignores it")]
    public static partial void CycleOfTheFuture(ILogger logger, EngineLabel engine, DateTimeOffset cycleTimestamp);

    [LoggerMessage(
        1044, LogLevel.Warning,
        "{Engine}: there was no cycle for {Pause:c} after {From:O}; the pause counts as {Counted:c}, and history is kept from "
        + "{KeepFrom:O}")]
    public static partial void RetentionHeld(
        ILogger logger,
        EngineLabel engine,
        TimeSpan pause,
        DateTimeOffset from,
        TimeSpan counted,
        DateTimeOffset keepFrom);

    [LoggerMessage(1045, LogLevel.Warning, "{Engine}: this host led and ran no cycle for {Idle}; leadership is given up")]
    public static partial void LeadershipIdle(ILogger logger, EngineLabel engine, TimeSpan idle);

    [LoggerMessage(
        1016,
        LogLevel.Error,
        "{Engine}: the store has lost cycle {CycleTimestamp:O} of epoch {Epoch}, which it had confirmed; its newest one is {Newest:O}")]
    public static partial void CommittedCycleLost(
        ILogger logger,
        EngineLabel engine,
        DateTimeOffset cycleTimestamp,
        long epoch,
        DateTimeOffset? newest);
}
